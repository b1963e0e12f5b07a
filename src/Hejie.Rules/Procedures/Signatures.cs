namespace Hejie.Rules.Procedures;

/// <summary>
/// The signatures that an agreement needs: parties, mediator, seal (人民调解法 29). It takes effect at the last of these.
/// A party signs in person with their own code, or on paper: then a second post attests it and the party may contest it.
/// </summary>
internal static class Signatures
{
    /// <summary>Whether all are there and count.</summary>
    public static bool Complete(MatterState state) =>
        Needed(state).All(by => state.Signatures.Any(signature => signature.By == by && signature.Attested));

    /// <summary>Whether this signature is still to be given by this actor.</summary>
    public static bool Open(Move move, MatterState state, Actor actor) => move.Signs switch
    {
        Signs.Nobody => true,
        Signs.Party => actor is Actor.Party { Role: not PartyRole.Third } party && !Given(state, party.Ordinal),
        Signs.PartyOnPaper => Needed(state).Any(by => by > 0 && !Given(state, by)),
        Signs.Attest => actor is Actor.Staff staff && state.Signatures.Any(signature => !signature.Attested && signature.Post != staff.Post),
        Signs.Contest => actor is Actor.Party contester && state.Signatures.Any(signature => signature.OnPaper && signature.By == contester.Ordinal),
        Signs.Mediator => !Given(state, Signature.OfMediator),
        Signs.Seal => !Given(state, Signature.OfSeal),
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    /// <summary>Whether signatures on paper are still to be attested after this move.</summary>
    public static bool Awaited(Move move, MatterState state) =>
        move.Signs is Signs.Attest or Signs.Contest && state.Signatures.Any(signature => !signature.Attested);

    /// <summary>Records the signature that a move gives.</summary>
    public static Outcome.Refused? Refused(Steps steps, Move move, Actor actor, Answers answers)
    {
        if (move.Signs == Signs.Nobody)
            return null;
        if (!Open(move, steps.State, actor))
            return new Outcome.Refused(move.Signs == Signs.Attest ? "signature.second-post" : "signature.given");

        switch (move.Signs)
        {
            case Signs.Party when actor is Actor.Party party:
                steps.Do(new Effect.SignatureGiven(party.Ordinal, OnPaper: false, Post: null, Attested: true));
                return null;
            case Signs.PartyOnPaper when actor is Actor.Staff staff:
                var ordinal = answers.Number("party");
                if (ordinal is not { } by || !Needed(steps.State).Contains(by) || Given(steps.State, by))
                    return new Outcome.Refused("signature.party");
                steps.Do(new Effect.SignatureGiven(by, OnPaper: true, staff.Post, Attested: false));
                return null;
            case Signs.Attest when actor is Actor.Staff second:
                foreach (var open in steps.State.Signatures.Where(signature => !signature.Attested && signature.Post != second.Post))
                    steps.Do(new Effect.SignatureGiven(open.By, open.OnPaper, open.Post, Attested: true));
                return null;
            case Signs.Contest when actor is Actor.Party contester:
                steps.Do(new Effect.SignaturesFell(contester.Ordinal));
                return null;
            case Signs.Mediator or Signs.Seal when actor is Actor.Staff official:
                var whose = move.Signs == Signs.Mediator ? Signature.OfMediator : Signature.OfSeal;
                steps.Do(new Effect.SignatureGiven(whose, OnPaper: false, official.Post, Attested: true));
                return null;
            default:
                return new Outcome.Refused("move.actor");
        }
    }

    private static bool Given(MatterState state, int by) => state.Signatures.Any(signature => signature.By == by);

    private static IEnumerable<int> Needed(MatterState state) =>
        state.Parties.Where(party => party.Role != PartyRole.Third).Select(party => party.Ordinal)
            .Append(Signature.OfMediator).Append(Signature.OfSeal);
}
