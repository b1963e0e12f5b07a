namespace Hejie.Rules.Procedures.Checking;

/// <summary>A restricted procedure lies with none but the roles it is open to; what cannot be withdrawn has no withdrawal; what is erased has ended.</summary>
internal static class RestrictionCheck
{
    public static void Check(Subject subject)
    {
        var procedure = subject.Procedure;
        foreach (var state in subject.States)
        {
            if (state.Work is { } work && !procedure.IsOpenTo(work.Role))
                subject.Maps[state].Problem("work", $"the work of the state '{state.Name}' lies with a role that the procedure is not open to");
            if (state is { Erases: true, IsFinal: false })
                subject.Maps[state].Problem("erases", $"the state '{state.Name}' is erased before it has ended");
            if (procedure.Irrevocable is not null && HandsCheck.IsWithdrawing(subject, state))
                subject.Maps[state].Problem(null, $"in the state '{state.Name}' it is withdrawn, and the procedure says that it cannot be: drop 'irrevocable' or the withdrawal");
        }

        foreach (var work in procedure.Opening.Opens.Where(work => !procedure.Work.ContainsKey(work.Kind)))
            subject.Maps.Filing.Problem("opens", $"filing opens the unknown work '{work.Kind}'; known are {NameCheck.List(procedure.Work.Keys)}");
        foreach (var work in subject.Opens.Where(work => work is { AtSuperior: false, AsState: false } && !procedure.IsOpenTo(work.Role)))
            subject.Maps.Top.Problem("open-to", $"the work '{work.Kind}' lies with a role that the procedure is not open to");
    }
}
