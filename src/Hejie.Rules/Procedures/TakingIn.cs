using Hejie.Rules.Places;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>Takes in a matter that was kept elsewhere so far: it begins here as it stands there.</summary>
public static class TakingIn
{
    /// <summary>
    /// Whether matters of a procedure can be taken in: those whose form needs no more than what happened. What is open to
    /// named roles alone, and what is danger, comes by its own door.
    /// </summary>
    public static bool Takes(Procedure procedure, string? kind = null) =>
        !procedure.IsDanger && procedure.OpenTo.Count == 0 && (kind is null || procedure.NamedFor(kind).Count == 0)
        && Narrative(procedure) is not null && procedure.Intake.All(field => !field.Required || field.Type == FieldType.LongText && field.Name == Narrative(procedure)!.Name)
        && procedure.Opening.Opens.Count == 0;

    /// <summary>The question that is answered by what happened.</summary>
    public static Field? Narrative(Procedure procedure) => procedure.Intake.FirstOrDefault(field => field.Type == FieldType.LongText && field.Required);

    /// <summary>
    /// Begins it. Its periods are counted from the day on which it was received, since that is when the law began to count;
    /// what would be over by now is not started: nobody knows here whether it was kept there, and no date may be claimed
    /// that the law did not set. What has ended there has no period and no work.
    /// </summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="kind">A kind of the procedure.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="parties">The roles of the persons, the filer first.</param>
    /// <param name="received">The day on which it was received, Asia/Shanghai.</param>
    /// <param name="end">The final state in which it is, or null where it goes on.</param>
    /// <param name="owner">The body that has it; null: the one that the procedure's routes lead to.</param>
    /// <param name="circumstances">Time, law and bodies.</param>
    public static Outcome Begin(
        Procedure procedure, string kind, PlaceCode place, IReadOnlyList<PartyRole> parties, DateOnly received, string? end, int? owner, Circumstances circumstances)
    {
        if (!Takes(procedure, kind))
            return new Outcome.Refused("import.procedure", procedure.Id);
        if (procedure.Kinds.All(option => option.Code != kind))
            return new Outcome.Refused("filing.kind", kind);
        if (!circumstances.Bodies.IsPlace(place))
            return new Outcome.Refused("filing.place", place.ToString());
        if (end is null && !procedure.IsOpenOn(circumstances.Today))
            return new Outcome.Refused("filing.not-in-force");
        if (end is not null && !procedure.States[end].IsFinal)
            return new Outcome.Refused("import.end", end);
        if ((owner ?? Router.BodyFor(procedure, place, null, circumstances.Bodies)) is not { } body)
            return new Outcome.Refused("filing.no-body");

        var at = LegalTime.StartOf(received);
        var steps = new Steps(procedure, MatterState.Empty, circumstances with { Now = at, Happened = at });
        steps.Do(new Effect.Began(procedure.Id, procedure.Hash, kind, place.Value, null));
        steps.Do(new Effect.Owned(body, Hop: false));
        for (var ordinal = 1; ordinal <= parties.Count; ordinal++)
            steps.Do(new Effect.Joined(ordinal, parties[ordinal - 1]));
        if (end is not null)
        {
            steps.Enter(end);
            return steps.Done();
        }

        foreach (var clock in procedure.Opening.Start)
        {
            if (circumstances.Rules.InForce(procedure.Clocks[clock].Rule, received) is not null)
                steps.Start(clock);
        }

        steps.Enter(procedure.Initial);
        var late = steps.State.Clocks.Where(clock => clock.IsOver(circumstances.Now)).ToDictionary(clock => clock.Name);
        var effects = late.Count == 0 ? steps.Effects : [.. steps.Effects.Select(effect => Without(effect, late)).OfType<Effect>()];
        return new Outcome.Applied(effects, MatterState.Empty.After(effects));
    }

    /// <summary>The effect without a period that is over, and work without its date.</summary>
    private static Effect? Without(Effect effect, Dictionary<string, ClockState> late) => effect switch
    {
        Effect.ClockStarted started when late.ContainsKey(started.Name) => null,
        Effect.ClockTimed timed when late.ContainsKey(timed.Name) => null,
        Effect.ClockChanged changed when late.ContainsKey(changed.Name) => null,
        Effect.WorkDated dated when late.Values.Any(clock => clock.Ends == dated.Due) => dated with { Due = null },
        Effect.WorkOpened opened when late.Values.Any(clock => clock.Ends == opened.Due) => opened with { Due = null },
        _ => effect,
    };
}
