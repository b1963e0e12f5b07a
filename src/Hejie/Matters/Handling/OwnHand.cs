using Hejie.Journal;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Handling;

/// <summary>
/// Keeps apart what a procedure gives to two posts, also where one stands in for the other: who acted in a matter as one
/// of them does not sign, attest, extend or try again as the other.
/// </summary>
internal static class OwnHand
{
    /// <summary>Whether the law wants a hand of its own for the move: a signature, a seal, an attestation, an extension, an attempt.</summary>
    public static bool Separates(Move move) => move.Attempt || move.Extend.Count > 0 || move.Signs is Signs.Attest or Signs.Mediator or Signs.Seal;

    /// <summary>Whether the post moved this matter before in another role or for another body.</summary>
    public static bool ActedOtherwise(Actor.Staff actor, IEnumerable<byte[]> entries) => entries.Select(EntryCodec.Header).Any(entry =>
        entry.Kind.StartsWith(MakeMove.Prefix, StringComparison.Ordinal)
        && entry.Actor is Actor.Staff before && before.Post == actor.Post && (before.Body, before.Role) != (actor.Body, actor.Role));
}
