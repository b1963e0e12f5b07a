using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Forgetting;

/// <summary>Why a matter's people are forgotten: a closed list, each with its words.</summary>
internal static class ForgetWhy
{
    /// <summary>Its time of keeping is over.</summary>
    public const string Term = "term";

    /// <summary>It was unfounded, and the time for which it stayed sealed is over.</summary>
    public const string Unfounded = "unfounded";

    /// <summary>Who filed it asked for it, and no law keeps the file.</summary>
    public const string Asked = "asked";

    /// <summary>Where the right to have it erased stands.</summary>
    public const string RightTo = "个人信息保护法 47";
}

/// <summary>A matter whose people are to be forgotten.</summary>
/// <param name="County">Its county.</param>
/// <param name="Matter">Its id.</param>
/// <param name="Why">Why, see <see cref="ForgetWhy"/>.</param>
/// <param name="Party">The party who asks for it, or null where its time is over.</param>
internal sealed record Forgetting(int County, Guid Matter, string Why, int? Party);

/// <summary>
/// Forgets a matter's people: an entry says so, the clear copies go with it in the same transaction, then the keys are
/// destroyed, the files deleted, and nothing is left in any page of the databases. What stays are the clear parts of its
/// entries, which name nobody, so that the log still verifies.
/// </summary>
internal sealed class ForgetMatter(
    HejieDb db, IDialect dialect, MatterJournal journal, MatterKeys keys, ForgottenList list, PartiesOf parties, SealedFileStore files, CatalogueHolder catalogue,
    TimeProvider time)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "forgotten";

    /// <summary>First answers are kept no longer than this.</summary>
    private static readonly TimeSpan s_answers = TimeSpan.FromDays(8);

    /// <summary>Forgets one matter, to the last trace.</summary>
    public async Task<Written> RunAsync(Forgetting what, CancellationToken cancel)
    {
        var written = await DestroyAsync(what, cancel);
        if (written is Written.Done or Written.Forgotten)
            await EraseTracesAsync([what.Matter], cancel);
        return written;
    }

    /// <summary>Writes the entry and destroys what can be read; traces in the databases' files are erased after it, for many at once.</summary>
    /// <returns><see cref="Written.Forgotten"/> where its people were forgotten before.</returns>
    public async Task<Written> DestroyAsync(Forgetting what, CancellationToken cancel)
    {
        var matters = db.Matters.Where(row => row.County == what.County && row.Id == what.Matter);
        var held = await matters.AsNoTracking().Select(row => new { row.KeyId, row.MediationKeyId, row.Procedure }).SingleOrDefaultAsync(cancel);
        if (held is null)
            return new Written.NotFound();
        var keeps = catalogue.Current.Procedures.Keeps(held.Procedure);
        var article = what.Why == ForgetWhy.Asked ? ForgetWhy.RightTo : keeps?.Article ?? ForgetWhy.RightTo;
        await list.NoteAsync(
            new ForgottenRow { Matter = what.Matter, County = what.County, Why = what.Why, Article = article, Party = what.Party, Noted = LegalTime.Micros(time.GetUtcNow()) },
            cancel);

        IReadOnlyList<string> addresses = [];
        var written = await journal.AppendAsync(
            matters, VersionCheck.None,
            async matter =>
            {
                if (await IsToldAsync(matter, cancel))
                    return new Decision.Stop(new Written.Forgotten());
                if (Refused(what, matter, keeps) is { } refused)
                    return new Decision.Stop(refused);
                var (draft, stored) = await DraftAsync(what, matter, article, LegalTime.Micros(time.GetUtcNow() - s_answers), cancel);
                addresses = stored;
                return new Decision.Write(matter.State.HasEnded ? draft : draft with { Effects = Ending(matter.State) });
            },
            null, cancel);
        if (written is not (Written.Done or Written.Forgotten))
        {
            await list.DropAsync(what.Matter, cancel);
            return written;
        }

        await keys.DestroyAsync(held.MediationKeyId is { } mediation ? [held.KeyId, mediation] : [held.KeyId], cancel);
        foreach (var address in addresses)
            files.Delete(what.County, address);
        await DropLateAsync(what.County, what.Matter, cancel);
        return written;
    }

    /// <summary>
    /// Forgets again what older data brought back: whatever stands there in the clear goes with an entry that says why, as
    /// it did then. A matter that was still open in those data ends with it, since nobody can read it any more.
    /// </summary>
    /// <returns>False where nothing of it came back, or it was only begun and its key is still there: then it is decided anew.</returns>
    public async Task<bool> AgainAsync(ForgottenRow row, CancellationToken cancel)
    {
        var matters = db.Matters.Where(matter => matter.County == row.County && matter.Id == row.Matter);
        var held = await matters.AsNoTracking().Select(matter => new { matter.KeyId, matter.MediationKeyId }).SingleOrDefaultAsync(cancel);
        if (held is null || (row.Done is null && await keys.FindAsync(held.KeyId, cancel) is not null))
            return false;
        IReadOnlyList<string> addresses = [];
        var written = await journal.AppendLastAsync(
            matters,
            async matter =>
            {
                if (await IsToldAsync(matter, cancel))
                    return new Decision.Stop(new Written.Forgotten());
                var (draft, stored) = await DraftAsync(new Forgetting(row.County, row.Matter, row.Why, row.Party), matter, row.Article, 0, cancel);
                addresses = stored;
                return new Decision.Write(draft with { Effects = Ending(matter.State) });
            },
            cancel);
        await keys.DestroyAsync(held.MediationKeyId is { } mediation ? [held.KeyId, mediation] : [held.KeyId], cancel);
        foreach (var address in addresses)
            files.Delete(row.County, address);
        await DropLateAsync(row.County, row.Matter, cancel);
        return written is Written.Done;
    }

    /// <summary>Erases what deleted rows leave in the files of the databases, and notes that these matters are done; where others are reading, the next round does it.</summary>
    public async Task EraseTracesAsync(IReadOnlyList<Guid> matters, CancellationToken cancel)
    {
        if (await dialect.EraseTracesAsync(db.Database, [], cancel))
            await list.DoneAsync(matters, cancel);
    }

    /// <summary>Until when a matter that has ended is kept, or null where it goes on, or nothing is said.</summary>
    public static DateOnly? KeptUntil(MatterRow row, State state, Keeping? keeps) =>
        keeps?.Until(LegalTime.DateOf(LegalTime.Instant(row.Opened)), row.Ended is { } ended ? LegalTime.DateOf(LegalTime.Instant(ended)) : null, state.Erases);

    /// <summary>Drops the notices that were made of it while it was being forgotten, from what was read before, and what search keeps of it.</summary>
    private async Task DropLateAsync(int county, Guid matter, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await db.Notices.Where(row => row.County == county && row.Matter == matter).ExecuteDeleteAsync(cancel);
        await dialect.UnindexAsync(db, county, [matter], cancel);
    }

    /// <summary>Whether the entry stands already: the program fell before the keys were destroyed.</summary>
    private async Task<bool> IsToldAsync(LoadedMatter matter, CancellationToken cancel) =>
        (await journal.EntriesAsync(matter.Row.County, matter.Row.Id, cancel)).Any(bytes => EntryCodec.Header(bytes).Kind == Kind);

    /// <summary>What goes on is not forgotten, unless it is kept for days from its filing and they are over; nor what the law still keeps.</summary>
    private Written.Refused? Refused(Forgetting what, LoadedMatter matter, Keeping? keeps)
    {
        if (!matter.State.HasEnded && (keeps?.Days is null || what.Why != ForgetWhy.Term))
            return new Written.Refused("erase.open", null);
        var state = catalogue.Current.Procedures.Version(matter.State.ProcedureHash).States[matter.State.Name];
        var kept = KeptUntil(matter.Row, state, keeps) is { } until && LegalTime.DateOf(time.GetUtcNow()) <= until;
        return kept && (what.Why != ForgetWhy.Asked || keeps!.ByLaw) ? new Written.Refused("erase.kept", keeps!.Article) : null;
    }

    /// <summary>Closes what still waits on somebody, and what still runs.</summary>
    private static IReadOnlyList<Effect> Ending(MatterState state) =>
    [
        .. state.Work.Select(work => new Effect.WorkClosed(work.Number)),
        .. state.Clocks.Where(clock => clock.IsOpen).Select(clock => new Effect.ClockChanged(clock.Name, ClockStatus.Stopped, clock.Due, clock.Pauses, clock.Extended)),
    ];

    /// <param name="what">What is forgotten, and why.</param>
    /// <param name="matter">The matter.</param>
    /// <param name="article">By which article.</param>
    /// <param name="recent">First answers are looked for where it changed since then.</param>
    /// <param name="cancel">Cancels.</param>
    private async Task<(EntryDraft Draft, IReadOnlyList<string> Addresses)> DraftAsync(
        Forgetting what, LoadedMatter matter, string article, long recent, CancellationToken cancel)
    {
        var (county, id) = (matter.Row.County, matter.Row.Id);
        var known = await parties.ReadAsync(db, county, id, cancel);
        var attached = await db.Attachments.AsTracking().Where(file => file.County == county && file.Matter == id).ToListAsync(cancel);
        var waiting = await db.Deliveries.AsTracking().Where(row => row.County == county && row.Matter == id && row.Next < long.MaxValue).ToListAsync(cancel);
        var notices = await db.Notices.AsTracking().Where(row => row.County == county && row.Matter == id).ToListAsync(cancel);
        var feeds = await db.CalendarFeeds.AsTracking().Where(row => row.County == county && row.Matter == id).ToListAsync(cancel);
        var answers = matter.Row.Changed < recent ? [] : await db.Answers.AsTracking().Where(row => row.County == county && row.Matter == id).ToListAsync(cancel);
        var party = known.Find(row => row.Ordinal == what.Party);
        var draft = new EntryDraft
        {
            Kind = Kind,
            Actor = party is null ? new Actor.System() : new Actor.Party(party.Ordinal, party.Role),
            Answers = Answers.None with { Clear = new Dictionary<string, string> { ["why"] = what.Why, ["article"] = article } },
            Catalogue = matter.State.ProcedureHash,
            Forgets = true,
            With = (tables, _, _) =>
            {
                tables.Parties.RemoveRange(known);
                tables.Attachments.RemoveRange(attached);
                tables.Deliveries.RemoveRange(waiting);
                tables.Notices.RemoveRange(notices);
                tables.CalendarFeeds.RemoveRange(feeds);
                tables.Answers.RemoveRange(answers);
            },
        };
        return (draft, [.. attached.Select(file => file.Address)]);
    }
}
