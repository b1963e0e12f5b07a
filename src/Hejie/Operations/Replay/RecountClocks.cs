using Hejie.Journal;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Operations.Replay;

/// <summary>The law under which clocks are counted anew.</summary>
/// <param name="Rules">The rules as they are to be.</param>
/// <param name="Calendar">The calendar as it is to be.</param>
internal sealed record Statutes(RuleBook Rules, Calendar Calendar);

/// <summary>Decides on one matter whether its open clocks change, and what entry says so.</summary>
internal static class RecountClocks
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "clock:recounted";

    /// <summary>The entry that a matter is to have, or null where no clock changes.</summary>
    public static EntryDraft? Decide(MatterState state, Catalogue catalogue, Circumstances circumstances)
    {
        var procedure = catalogue.Procedures.Version(state.ProcedureHash);
        return Interpreter.Recount(procedure, state, circumstances) is { } applied
            ? new EntryDraft
            {
                Kind = Kind,
                Actor = new Actor.System(),
                Answers = Answers.None,
                Effects = applied.Effects,
                Catalogue = procedure.Hash,
            }
            : null;
    }
}
