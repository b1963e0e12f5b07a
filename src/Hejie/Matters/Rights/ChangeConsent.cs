using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Reading;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Rights;

/// <summary>
/// A party takes back a consent, or gives it again (个人信息保护法 15, 16). It counts at once: a message that waits is not
/// sent. What rests on the law and not on consent goes on as before.
/// </summary>
internal sealed class ChangeConsent(HejieDb db, MatterJournal journal)
{
    /// <summary>The entries' kinds.</summary>
    public const string WithdrawnKind = "consent:withdrawn";

    /// <inheritdoc cref="WithdrawnKind"/>
    public const string GivenKind = "consent:given";

    /// <summary>Short messages about the matter.</summary>
    public const string Messages = "messages";

    /// <summary>Finding a lost code again by the telephone, for which its hash is kept.</summary>
    public const string Recovery = "recovery";

    /// <summary>What rests on consent alone.</summary>
    public static IReadOnlyList<string> All { get; } = [Messages, Recovery];

    /// <summary>Takes it back, or gives it: messages can be had again, a telephone only by confirming it anew.</summary>
    public Task<Written> RunAsync(PartyKey party, string what, bool given, CancellationToken cancel) =>
        !All.Contains(what) || (given && what != Messages)
            ? Task.FromResult<Written>(new Written.Invalid([new FieldError("what", "field.choice")]))
            : journal.AppendAsync(ReadMatter.Of(db, party), VersionCheck.None, matter => DecideAsync(matter, party, what, given, cancel), null, cancel);

    private async ValueTask<Decision> DecideAsync(LoadedMatter matter, PartyKey party, string what, bool given, CancellationToken cancel)
    {
        var row = await db.Parties.AsTracking()
            .SingleAsync(known => known.County == party.County && known.Matter == party.Matter && known.Ordinal == party.Ordinal, cancel);
        var waiting = what != Messages || given ? [] : await db.Deliveries.AsTracking()
            .Where(message => message.County == party.County && message.Matter == party.Matter && message.Party == party.Ordinal && message.Next < long.MaxValue)
            .ToListAsync(cancel);
        return new Decision.Write(new EntryDraft
        {
            Kind = given ? GivenKind : WithdrawnKind,
            Actor = party.Actor,
            Answers = Answers.None with { Clear = new Dictionary<string, string> { ["what"] = what } },
            Catalogue = matter.State.ProcedureHash,
            With = (tables, _, _) =>
            {
                if (what == Messages)
                    row.NoMessages = !given;
                else
                    row.Telephone = null;
                tables.Deliveries.RemoveRange(waiting);
            },
        });
    }
}
