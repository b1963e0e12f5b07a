namespace Hejie.Rules.Procedures;

/// <summary>The closed conditions of moves, beyond state and actor.</summary>
internal static class Guards
{
    /// <summary>The kind of work that is a sitting to hold.</summary>
    public const string SittingWork = "sitting";

    /// <summary>Nobody is sent on more than twice; then the common superior takes it.</summary>
    private const int MostHops = 2;

    public static Outcome.Refused? Broken(Move move, MatterState state, Circumstances circumstances)
    {
        foreach (var guard in move.Guards)
        {
            if (!Holds(guard, move, state, circumstances))
                return new Outcome.Refused("guard." + Word(guard));
        }

        return null;
    }

    private static bool Holds(Guard guard, Move move, MatterState state, Circumstances circumstances) => guard switch
    {
        Guard.ThreeAttempts => state.Attempts.Length >= 3
            && state.Attempts.Select(attempt => attempt.Channel).Distinct().Count() >= 2
            && state.Attempts.Any(attempt => attempt.Body != state.Owner),
        Guard.WithinClock => move.Stop.Concat(move.Pause).Concat(move.Extend).Concat(move.Within).All(name =>
            state.Clock(name) is { Status: ClockStatus.Running } clock && !clock.IsOver(circumstances.Now)),
        Guard.ExtensionLeft => move.Extend.All(name =>
            state.Clock(name) is { IsOpen: true } clock
            && circumstances.Rules.ByHash(clock.RuleHash)?.Rule.Extension is { } extension
            && (extension.Times is not { } times || clock.Extended < times)),
        Guard.AfterClock => move.Stop.All(name => state.Clock(name) is not { } clock || clock.IsOver(circumstances.Now)),
        Guard.Once => move.Start.All(name => state.Clock(name) is null),
        Guard.SittingOpen => state.Work.Any(work => work.Kind == SittingWork),
        Guard.WorkOpen => state.Work.Any(work => move.Closes.Contains(work.Kind)),
        Guard.HopsLeft => state.Hops < MostHops,
        Guard.Convened => state.Hops >= MostHops && state.SentBy is null,
        Guard.NoneOpen => !state.Work.Any(work => move.Awaits.Contains(work.Kind)),
        Guard.TwoParties => state.Parties.Count(party => party.Role != PartyRole.Third) >= 2,
        _ => throw new ArgumentOutOfRangeException(nameof(guard)),
    };

    /// <summary>The word of a guard, as procedures write it.</summary>
    public static string Word(Guard guard) => guard switch
    {
        Guard.ThreeAttempts => "three-attempts",
        Guard.WithinClock => "within-clock",
        Guard.ExtensionLeft => "extension-left",
        Guard.AfterClock => "after-clock",
        Guard.Once => "once",
        Guard.SittingOpen => "sitting-open",
        Guard.WorkOpen => "work-open",
        Guard.HopsLeft => "hops-left",
        Guard.Convened => "convened",
        Guard.NoneOpen => "none-open",
        Guard.TwoParties => "two-parties",
        _ => throw new ArgumentOutOfRangeException(nameof(guard)),
    };
}
