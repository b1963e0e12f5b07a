namespace Hejie.Rules.Procedures.Checking;

/// <summary>An agreement takes effect at its last signature, whosever that is; so each that is needed can be given, and leads to the same.</summary>
internal static class SignatureCheck
{
    private static readonly Signs[] s_needed = [Signs.Party, Signs.Mediator, Signs.Seal];
    private static readonly Signs[] s_last = [Signs.Party, Signs.Attest, Signs.Mediator, Signs.Seal];

    public static void Check(Subject subject)
    {
        var signing = subject.Moves.Where(move => move.Signs != Signs.Nobody).ToList();
        if (signing.Count == 0)
        {
            foreach (var move in subject.Moves.Where(move => move.WhenSigned is not null))
                subject.Maps[move].Problem("when-signed", $"the move '{move.Name}' waits for signatures, and no move gives one");
            return;
        }

        var at = signing.FirstOrDefault(move => move.Signs == Signs.Party) ?? signing[0];
        foreach (var missing in s_needed.Where(signs => signing.All(move => move.Signs != signs || !move.From.Intersect(at.From).Any())))
            subject.Maps[at].Problem("signs", $"no move gives the signature '{Word(missing)}' there, so the agreement would never take effect (人民调解法 29)");
        if (signing.Any(move => move.Signs == Signs.PartyOnPaper))
        {
            foreach (var missing in new[] { Signs.Attest, Signs.Contest }.Where(signs => signing.All(move => move.Signs != signs)))
                subject.Maps[at].Problem("signs", $"a signature on paper needs a move '{Word(missing)}': a second post attests it, and the party can contest it");
            foreach (var state in at.From.Append(at.WhenSigned ?? "").Select(subject.State).OfType<State>()
                .Where(state => !state.IsFinal && signing.Any(move => move.Signs == Signs.Contest) && !signing.Any(move => move.Signs == Signs.Contest && move.From.Contains(state.Name))))
                subject.Maps[state].Problem(null, $"in the state '{state.Name}' a party cannot contest what was signed on paper in their name: add a move that 'signs: contest'");
        }

        foreach (var move in signing)
            CheckLead(subject, move, at);
        foreach (var move in subject.Moves.Where(move => move.Signs == Signs.Nobody && move.WhenSigned is not null))
            subject.Maps[move].Problem("when-signed", $"the move '{move.Name}' has when-signed and gives no signature");
    }

    private static void CheckLead(Subject subject, Move move, Move first)
    {
        void Wrong(string? key, string reason) => subject.Maps[move].Problem(key, $"the move '{move.Name}' {reason}");
        var last = s_last.Contains(move.Signs);
        if (last && move.WhenSigned is null)
            Wrong("signs", "may give the last signature, so it needs when-signed: the state that the agreement then enters");
        if (last && move.To is not null)
            Wrong("to", "gives a signature and leads on at once: use when-signed, which waits for the others");
        if (last && first.WhenSigned is { } expected && move.WhenSigned is { } other && other != expected)
            Wrong("when-signed", $"leads to '{other}' with the last signature, but '{first.Name}' leads to '{expected}'");
        if (!last && move.WhenSigned is not null)
            Wrong("when-signed", "gives no signature that counts yet, so it cannot be the last");
        if (move.Signs == Signs.Contest && (move.To is null || !first.From.Contains(move.To)))
            Wrong("to", "makes a signature fall, so it must lead to the state in which it can be given anew");
    }

    private static string Word(Signs signs) => signs switch
    {
        Signs.Party => "party",
        Signs.Mediator => "mediator",
        Signs.Seal => "seal",
        Signs.Attest => "attest",
        _ => "contest",
    };
}
