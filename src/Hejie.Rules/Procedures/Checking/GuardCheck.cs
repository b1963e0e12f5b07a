namespace Hejie.Rules.Procedures.Checking;

/// <summary>A condition of a move has something to look at; one that can never hold, or always holds, is a mistake.</summary>
internal static class GuardCheck
{
    public static void Check(Subject subject, Move move)
    {
        foreach (var guard in move.Guards)
        {
            if (Missing(subject, move, guard) is { } missing)
                subject.Maps[move].Problem("guards", $"the move '{move.Name}' has the guard '{Guards.Word(guard)}' and {missing}");
        }
    }

    private static string? Missing(Subject subject, Move move, Guard guard) => guard switch
    {
        Guard.WithinClock when move.Stop.Count + move.Pause.Count + move.Extend.Count + move.Within.Count == 0 => "names no clock with stop, pause, extend or within",
        Guard.AfterClock when move.Stop.Count == 0 => "stops no clock",
        Guard.Once when move.Start.Count == 0 => "starts no clock by which it could be known",
        Guard.ExtensionLeft when move.Extend.Count == 0 => "extends no clock",
        Guard.SittingOpen when !subject.Moves.Any(other => other.Opens.Any(work => work.Kind == Guards.SittingWork)) => $"no move opens the work '{Guards.SittingWork}'",
        Guard.WorkOpen when move.Closes.Count == 0 => "closes no work",
        Guard.WorkOpen when !subject.Moves.Any(other => other.Opens.Any(work => move.Closes.Contains(work.Kind))) => "no move opens the work that it closes",
        Guard.NoneOpen when move.Awaits.Count == 0 => "awaits no work",
        Guard.NoneOpen when move.Awaits.FirstOrDefault(kind => !subject.Opens.Any(work => work.Kind == kind)) is { } never => $"awaits the work '{never}', which nothing opens",
        Guard.HopsLeft or Guard.Convened when move.OwnerField is null => "sends the matter to nobody with owner",
        Guard.Convened when !subject.Moves.Any(other => other.OwnerSuperior) => "no move sends a matter up with owner-superior",
        Guard.ThreeAttempts when !move.From.All(from => subject.Procedure.MovesFrom(from).Any(other => other.Attempt)) => "no attempt can be recorded in its state",
        _ => null,
    };
}
