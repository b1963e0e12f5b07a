using System.Text.RegularExpressions;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>A restricted procedure lies with none but the roles it is open to; what cannot be withdrawn has no withdrawal; what is erased has ended.</summary>
internal static partial class RestrictionCheck
{
    public static void Check(Subject subject)
    {
        var procedure = subject.Procedure;
        foreach (var (kind, named) in procedure.OpenKinds)
        {
            if (procedure.Kinds.All(known => known.Code != kind))
                subject.Maps.Top.Problem("open-kinds", $"there is no kind '{kind}'; known are {NameCheck.List(procedure.Kinds.Select(known => known.Code))}");
            if (named.Count == 0 || !named.All(procedure.IsOpenTo))
                subject.Maps.Top.Problem("open-kinds", $"the kind '{kind}' is open to nobody, or to a role that the procedure is not open to");
            foreach (var role in subject.States.Select(state => state.Work?.Role).OfType<Role>()
                .Concat(subject.Opens.Where(work => work is { AtSuperior: false, AsState: false }).Select(work => work.Role)).Distinct().Where(role => !named.Contains(role)))
                subject.Maps.Top.Problem("open-kinds", $"work lies with {role} and the kind '{kind}' is not open to that role");
        }

        foreach (var state in subject.States)
        {
            if (state.Work is { } work && !procedure.IsOpenTo(work.Role))
                subject.Maps[state].Problem("work", $"the work of the state '{state.Name}' lies with a role that the procedure is not open to");
            if (state is { Erases: true, IsFinal: false })
                subject.Maps[state].Problem("erases", $"the state '{state.Name}' is erased before it has ended");
            if (procedure.Irrevocable is not null && HandsCheck.IsWithdrawing(subject, state))
                subject.Maps[state].Problem(null, $"in the state '{state.Name}' it is withdrawn, and the procedure says that it cannot be: drop 'irrevocable' or the withdrawal");
        }

        if (procedure.OpenTo.Count > 0)
            CheckUnfounded(subject);
        foreach (var work in procedure.Opening.Opens.Where(work => !procedure.Work.ContainsKey(work.Kind)))
            subject.Maps.Filing.Problem("opens", $"filing opens the unknown work '{work.Kind}'; known are {NameCheck.List(procedure.Work.Keys)}");
        foreach (var work in procedure.Opening.Opens.Where(work => work.AtActor || work.AtFormer))
            subject.Maps.Filing.Problem("opens", $"filing opens the work '{work.Kind}' with a body that acts or had it before, and there is none yet: say 'body' and 'level'");
        foreach (var work in subject.Opens.Where(work => work is { AtSuperior: false, AsState: false } && !procedure.IsOpenTo(work.Role)))
            subject.Maps.Top.Problem("open-to", $"the work '{work.Kind}' lies with a role that the procedure is not open to");
    }

    /// <summary>What is kept from all others may have been untrue: then who was named is told, and nothing of it stays (safeguard 8).</summary>
    private static void CheckUnfounded(Subject subject)
    {
        var endings = subject.States.Where(state => state.IsFinal).ToList();
        if (!endings.Any(state => state.Erases))
            subject.Maps.Top.Problem("open-to", "the procedure is hidden from all others and never erases what was unfounded: add an ending with 'erases: true'");
        foreach (var state in endings.Where(state => !state.Erases && (state.Ending is Ending.Refused or Ending.Unsettled || Unfounded().IsMatch(string.Join(' ', state.Name, state.Title.Zh, state.Title.En, state.Tells.Zh, state.Tells.En)))))
            subject.Maps[state].Problem("ending", $"the ending '{state.Name}' finds nothing and keeps the record: say 'erases: true'");
        foreach (var move in subject.Moves.Where(move => !move.Guards.Contains(Guard.NoneOpen) && subject.TargetsOf(move).Any(state => state.Erases)))
            subject.Maps[move].Problem("guards", $"the move '{move.Name}' erases and does not wait until those named were told and heard: add the guard none-open and 'awaits'");
    }

    [GeneratedRegex("没有根据|无根据|不属实|查无|unfounded|groundless", RegexOptions.IgnoreCase)]
    private static partial Regex Unfounded();
}
