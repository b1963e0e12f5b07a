using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>
/// The one write path. Everything that happens to a matter is one entry, written in one transaction with the matter's
/// new state; nobody else changes a matter.
/// </summary>
internal sealed class MatterJournal(
    HejieDb db, IDialect dialect, MatterEntries stored, MatterKeys keys, OfficialNumbers numbers, Idempotency idempotency, Sequencing sequencing, RecordingClock clock,
    TimeProvider time)
{
    /// <summary>How often an entry is tried again after another one took its number.</summary>
    private const int MostTries = 8;

    /// <summary>Begins a matter.</summary>
    /// <param name="county">Its county.</param>
    /// <param name="id">Its id.</param>
    /// <param name="key">Its key, already stored.</param>
    /// <param name="entry">The first entry.</param>
    /// <param name="request">What makes the request repeatable.</param>
    /// <param name="answer">The answer to keep for a repetition.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Written> BeginAsync(
        int county, Guid id, MatterKey key, EntryDraft entry, RequestKey request, byte[] answer, CancellationToken cancel)
    {
        var matter = Fresh(db, county, id, key, entry, LegalTime.Micros(time.GetUtcNow()));
        idempotency.Keep(db, county, id, request, answer);
        try
        {
            return await SaveAsync(matter, entry, cancel);
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error, "answers"))
        {
            return await idempotency.ReplayAsync(db, county, request, cancel);
        }
    }

    /// <summary>
    /// Begins a matter out of another one, in the transaction of that one's entry: to be called by its <see cref="EntryDraft.With"/>.
    /// Either both journals have it or neither.
    /// </summary>
    /// <param name="db">The tables that the entry is written to.</param>
    /// <param name="from">The entry of the other matter.</param>
    /// <param name="id">The new matter's id.</param>
    /// <param name="key">Its key, already stored.</param>
    /// <param name="entry">Its first entry; it draws no number.</param>
    public static void BeginBeside(HejieDb db, EntryHeader from, Guid id, MatterKey key, EntryDraft entry) =>
        Stage(db, Fresh(db, from.County, id, key, entry, from.Recorded), entry, entry.Effects, key, from.Recorded);

    private static LoadedMatter Fresh(HejieDb db, int county, Guid id, MatterKey key, EntryDraft entry, long opened)
    {
        var row = new MatterRow
        {
            County = county,
            Id = id,
            Procedure = "",
            Kind = "",
            StateName = "",
            State = [],
            KeyId = key.Id,
            Opened = opened,
            Restricted = entry.Restricted,
        };
        db.Matters.Add(row);
        return new LoadedMatter(row, MatterState.Empty, key);
    }

    /// <summary>Adds an entry to a matter.</summary>
    /// <param name="matters">The matter within the scope of who asks: scope comes before the query.</param>
    /// <param name="check">The version that the client saw, and how strictly.</param>
    /// <param name="decide">Decides on the matter as it is now; called again where another entry came first.</param>
    /// <param name="request">What makes the request repeatable, or null.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<Written> AppendAsync(
        IQueryable<MatterRow> matters,
        VersionCheck check,
        Func<LoadedMatter, ValueTask<Decision>> decide,
        RequestKey? request,
        CancellationToken cancel) => AppendAsync(matters, check, decide, request, KeyOf, cancel);

    /// <summary>
    /// Adds the last entry to a matter that came back from a backup and whose people were forgotten. It seals nothing, so a
    /// key that nobody keeps will do where the matter's own is gone.
    /// </summary>
    /// <param name="matters">The matter.</param>
    /// <param name="decide">Decides on the matter as it is.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<Written> AppendLastAsync(IQueryable<MatterRow> matters, Func<LoadedMatter, ValueTask<Decision>> decide, CancellationToken cancel) => AppendAsync(
        matters, VersionCheck.None, decide, null,
        (row, _) => ValueTask.FromResult<LoadedMatter?>(new LoadedMatter(row, StateCodec.Decode(row.State), MatterKey.Lost(row.KeyId))), cancel);

    private async Task<Written> AppendAsync(
        IQueryable<MatterRow> matters,
        VersionCheck check,
        Func<LoadedMatter, ValueTask<Decision>> decide,
        RequestKey? request,
        Func<MatterRow, CancellationToken, ValueTask<LoadedMatter?>> load,
        CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            var row = await matters.AsTracking().SingleOrDefaultAsync(cancel);
            if (row is null)
                return new Written.NotFound();
            if (check.Broken(row.Version) is { } broken)
                return await FirstAnswerOr(broken, row.County, request, cancel);
            if (await load(row, cancel) is not { } matter)
                return new Written.Forgotten();

            switch (await decide(matter))
            {
                case Decision.Stop stop:
                    return await FirstAnswerOr(stop.Why, row.County, request, cancel);
                case Decision.Write write:
                    try
                    {
                        return await SaveAsync(matter, request is null ? write.Entry : Repeatable(write.Entry, request), cancel);
                    }
                    catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || dialect.IsUniqueViolation(error))
                    {
                        // The same request came first, or another entry took this number: then what it changed decides anew.
                        db.ChangeTracker.Clear();
                        if (request is not null && await FirstAnswerAsync(row.County, request, cancel) is { } first)
                            return first;
                        if (tried == MostTries)
                            throw;
                        continue;
                    }
            }
        }
    }

    /// <summary>
    /// The first answer to a request that has had its effect, or null. A move may take a matter out of the scope of who
    /// made it; whoever repeats it is answered as at first.
    /// </summary>
    public async Task<Written?> FirstAnswerAsync(int county, RequestKey request, CancellationToken cancel) =>
        await FirstAnswerOr(new Written.NotFound(), county, request, cancel) is var answer and not Written.NotFound ? answer : null;

    /// <summary>A matter with its state and key, to read; null where there is none in scope or its people are forgotten.</summary>
    public async Task<LoadedMatter?> FindAsync(IQueryable<MatterRow> matters, CancellationToken cancel) =>
        await matters.AsNoTracking().SingleOrDefaultAsync(cancel) is { } row ? await KeyOf(row, cancel) : null;

    /// <summary>Whether a matter is there, in scope, and its people are forgotten: its key is gone.</summary>
    public async Task<bool> IsForgottenAsync(IQueryable<MatterRow> matters, CancellationToken cancel) =>
        await matters.AsNoTracking().Select(row => (Guid?)row.KeyId).SingleOrDefaultAsync(cancel) is { } key && await keys.FindAsync(key, cancel) is null;

    /// <summary>The entries of a matter in their order.</summary>
    public async Task<IReadOnlyList<byte[]>> EntriesAsync(int county, Guid matter, CancellationToken cancel) =>
        await stored.ReadAsync(db, county, matter, cancel);

    /// <summary>The stored bytes of the entry that a matter began with.</summary>
    public Task<byte[]?> FirstEntryAsync(int county, Guid matter, CancellationToken cancel) => stored.FirstAsync(db, county, matter, cancel);

    private async ValueTask<LoadedMatter?> KeyOf(MatterRow row, CancellationToken cancel) =>
        await keys.FindAsync(row.KeyId, cancel) is { } key ? new LoadedMatter(row, StateCodec.Decode(row.State), key) : null;

    private async Task<Written> SaveAsync(LoadedMatter matter, EntryDraft entry, CancellationToken cancel)
    {
        var row = matter.Row;
        var sealing = await SealingKey(row, matter.Key, entry.SealedWith, cancel);
        using (await dialect.EnterWriteAsync(cancel))
        {
            var now = clock.Now(row.County, row.Changed);
            using var drawn = entry.Draws is { } draws && matter.State.Number is null
                ? await numbers.DrawAsync(db, new NumberSeries(row.County, draws.Body, draws.Procedure.Id, ThisYear()), row.Id, cancel)
                : null;
            var effects = drawn is null
                ? entry.Effects
                : [.. entry.Effects, new Effect.Numbered(drawn.Series.Write(entry.Draws!.Value.Procedure, drawn.Number))];
            var (next, header) = Stage(db, matter, entry, effects, sealing, now);
            await dialect.SaveEntryAsync(db, cancel);
            drawn?.Given();
            clock.Saw(row.County, now);
            sequencing.Wake(row.County);
            return new Written.Done(matter with { State = next }, header);
        }
    }

    /// <summary>The rows of one entry: itself, that it waits for its position, and the matter's state, clocks and work.</summary>
    private static (MatterState Next, EntryHeader Header) Stage(
        HejieDb db, LoadedMatter matter, EntryDraft entry, IReadOnlyList<Effect> effects, MatterKey sealing, long now)
    {
        var row = matter.Row;
        var next = matter.State.After(effects);
        var header = entry.Header(row.County, row.Id, next.Entries, effects, now);
        var content = new EntryContent(entry.Answers.Sealed, entry.Answers.People);
        db.Entries.Add(new EntryRow
        {
            County = row.County,
            Matter = row.Id,
            Number = header.Number,
            Bytes = EntryCodec.Encode(header, content, sealing.Bytes),
        });
        db.Pending.Add(new PendingRow { County = row.County, Matter = row.Id, Number = header.Number });
        if (entry.Answers.Sealed.TryGetValue("summary", out var summary))
            row.Summary = summary;
        Projection.Apply(db, row, matter.State, next, now);
        if (entry.Forgets)
            (row.Summary, row.Ended) = (null, null);
        entry.With?.Invoke(db, matter, header);
        return (next, header);
    }

    /// <summary>The entry with the first answer to its request beside it, in the same transaction.</summary>
    private EntryDraft Repeatable(EntryDraft entry, RequestKey request) => entry with
    {
        With = (tables, matter, header) =>
        {
            entry.With?.Invoke(tables, matter, header);
            idempotency.Keep(tables, header.County, header.Matter, request, MoveReceipt.Of(matter.State.After(header.Effects), header).Encode());
        },
    };

    /// <summary>A repetition of a request that has had its effect meets a changed matter: its first answer counts, not the refusal.</summary>
    private async Task<Written> FirstAnswerOr(Written refusal, int county, RequestKey? request, CancellationToken cancel)
    {
        if (request is null || refusal is Written.Invalid)
            return refusal;
        var known = await db.Answers.AsNoTracking().AnyAsync(
            row => row.County == county && row.Client == request.Client && row.Key == request.Key, cancel);
        return known ? await idempotency.ReplayAsync(db, county, request, cancel) : refusal;
    }

    private async ValueTask<MatterKey> SealingKey(MatterRow row, MatterKey matter, SealedWith which, CancellationToken cancel)
    {
        if (which == SealedWith.Matter)
            return matter;
        if (row.MediationKeyId is { } id)
        {
            return await keys.FindAsync(id, cancel)
                ?? throw new InvalidOperationException("The key of a mediation was destroyed while its matter is open.");
        }

        var fresh = await keys.TakeAsync(cancel);
        row.MediationKeyId = fresh.Id;
        return fresh;
    }

    private int ThisYear() => LegalTime.DateOf(time.GetUtcNow()).Year;
}

/// <summary>The version that a client saw.</summary>
/// <param name="Version">The version, or null where the client named none.</param>
/// <param name="Strict">Whether the client sent <c>If-Match</c>: then 412, else 409.</param>
internal readonly record struct VersionCheck(int? Version, bool Strict)
{
    /// <summary>No check: for entries that do not hang on what was seen.</summary>
    public static VersionCheck None => default;

    public Written? Broken(int current) =>
        Version is not { } seen || seen == current ? null
        : Strict ? new Written.Stale(current)
        : new Written.Conflict(current);
}
