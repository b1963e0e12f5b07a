namespace Hejie.Rules.Procedures.Checking;

/// <summary>In a mediation nobody is bound but by what all have signed: a state that binds is entered with the last signature, or from one that binds.</summary>
internal static class AgreementCheck
{
    public static void Check(Subject subject)
    {
        var bound = subject.States.Where(state => state.Agreed).ToList();
        if (!subject.Procedure.IsMediation)
        {
            foreach (var state in bound)
                subject.Maps[state].Problem("agreed", $"the state '{state.Name}' binds the parties, and the procedure is no mediation: say 'mediation: true'");
            return;
        }

        if (bound.Count == 0)
            subject.Maps.Top.Problem("mediation", "in no state of this mediation the parties are bound: say 'agreed: true' where their agreement is in force");
        foreach (var move in subject.Moves.Where(move => !move.Returns))
        {
            foreach (var target in subject.TargetsOf(move).Where(target => target.Agreed && target.Name != move.WhenSigned
                && move.From.Select(subject.State).Any(from => from is { Agreed: false })))
                subject.Maps[move].Problem(null, $"the move '{move.Name}' binds the parties by entering '{target.Name}' without their signatures: use when-signed");
        }
    }
}
