namespace Hejie.Rules.Procedures.Checking;

/// <summary>A procedure that calls other bodies has all that a referral needs, each part in the right hands: nobody is called and left without a way to answer.</summary>
internal static class ReferralCheck
{
    private static readonly string[] s_clocks = [Referring.Acknowledging, Referring.Objecting, Referring.Answering, Referring.Decision];

    public static void Check(Subject subject)
    {
        var moves = subject.Moves.Where(move => move.Refers != Refers.Nothing).ToList();
        if (moves.Count == 0)
            return;
        var (procedure, top) = (subject.Procedure, subject.Maps.Top);
        foreach (var missing in Enum.GetValues<Refers>().Where(refers => refers is not (Refers.Nothing or Refers.Send or Refers.Report) && moves.Count(move => move.Refers == refers) != 1))
            top.Problem("moves", $"other bodies are called, and there is not exactly one move with 'refers: {missing.ToString().ToLowerInvariant()}'");
        foreach (var clock in s_clocks.Where(clock => !procedure.Clocks.ContainsKey(clock)))
            top.Problem("clocks", $"other bodies are called, and the clock '{clock}' is missing: a call without a date is forgotten");
        foreach (var clock in s_clocks.Select(procedure.Clocks.GetValueOrDefault).OfType<Clock>().Where(clock => clock.Then is not null || clock.Binds == (clock.Name == Referring.Objecting)))
            subject.Maps[clock].Problem(null, $"the clock '{clock.Name}' of a referral makes no move of its own, and all but the time to object bind");
        foreach (var kind in Referring.Kinds.Where(kind => !procedure.Work.ContainsKey(kind)))
            top.Problem("work", $"other bodies are called, so the work '{kind}' needs a title");
        if (procedure.OpenTo.Count > 0 || procedure.OpenKinds.Count > 0)
            top.Problem("uses", "the procedure, or a kind of it, is hidden from all others, and any body could be called: open work at the bodies that are needed instead");
        foreach (var move in moves)
            CheckMove(subject, move);
    }

    private static void CheckMove(Subject subject, Move move)
    {
        void Wrong(string? key, string reason) => subject.Maps[move].Problem(key, $"the move '{move.Name}' {reason}");

        var called = move.Refers is not (Refers.Call or Refers.Drop);
        var work = move.Refers switch { Refers.Decide => Referring.Deciding, Refers.Press => Referring.Late, _ => Referring.Work };
        if (called ? !move.By.All(who => who is Who.CalledTo to && to.Kind == work) : !move.By.All(who => who is Who.AtOwner))
            Wrong("by", called ? $"is made by who is called: say by: [\"called:{work}\"]" : "is made by who has the matter");
        if (move is not { To: null, OnState: null, WhenSigned: null, OwnerField: null, OwnerSuperior: false, OwnerBack: false, OwnerActor: false, Opens.Count: 0, Closes.Count: 0, Signs: Signs.Nobody, Attempt: false, Clears: false, Guards.Count: 0 })
            Wrong("refers", "is about a referral and does something to the matter too: the matter stays as it is while others are called");
        if (Body(move) is { } name && !move.Form.Any(field => field.Name == name && field is { Type: FieldType.Body, Required: true }))
            Wrong("form", $"must ask a required body '{name}'");
        if (move.Refers is Refers.Answer or Refers.Objection && !move.Form.Any(field => field is { Type: FieldType.LongText, Required: true, ToResident: true }))
            Wrong("form", "does not tell the resident what the body says: ask a required long-text that is to-resident");
        foreach (var field in move.Shows.Keys.Where(field => !move.Form.Any(asked => asked.Name == field && asked.Type == FieldType.YesNo)))
            Wrong("shows", $"shows by '{field}', which its form does not ask as yes-no");
    }

    private static string? Body(Move move) => move.Refers switch
    {
        Refers.Call or Refers.Decide or Refers.Drop => Referring.BodyField,
        Refers.Objection => Referring.CompetentField,
        _ => null,
    };
}
