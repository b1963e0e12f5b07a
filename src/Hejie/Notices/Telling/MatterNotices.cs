using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices.Telling;

/// <summary>
/// Follows the journal: new work of bodies, calls by other bodies, dates that passed, and quick reports. The body that a
/// matter is about, and all under it, are told of nothing (safeguard 4).
/// </summary>
internal sealed class MatterNotices(CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time) : INoticeSource
{
    public string Reader => "notices";

    public Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, IReadOnlyCollection<int> counties, CancellationToken cancel) =>
        NewestPositions.ReadAsync(db, "positions", "position", counties, cancel);

    public async Task<(IReadOnlyList<Told> Told, long Last)> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel)
    {
        var moved = await (
            from position in db.Positions.Where(row => row.County == county && row.Position > after).OrderBy(row => row.Position).Take(most)
            join entry in db.Entries.Where(row => row.County == county) on new { position.Matter, position.Number } equals new { entry.Matter, entry.Number }
            join matter in db.Matters.Where(row => row.County == county) on position.Matter equals matter.Id
            orderby position.Position
            select new { position.Position, matter.Id, matter.Owner, matter.About, matter.Procedure, entry.Bytes }).AsNoTracking().ToListAsync(cancel);
        if (moved.Count == 0)
            return ([], after);
        var headers = moved.ConvertAll(row => EntryCodec.Header(row.Bytes));
        var opening = moved.Where((_, index) => headers[index].Effects.Any(effect => effect is Effect.WorkOpened)).Select(row => row.Id).Distinct().ToList();
        var open = opening.Count == 0 ? [] : (await db.Work.AsNoTracking().Where(row => row.County == county && opening.Contains(row.Matter))
            .Select(row => new { row.Matter, row.Number }).ToListAsync(cancel)).Select(row => (row.Matter, row.Number)).ToHashSet();
        var late = await LateAsync(db.Clocks.Where(row => row.County == county), [.. moved.Where((_, index) => headers[index].Kind == PassClocks.Kind).Select(row => row.Id)], cancel);
        var told = new List<Told>();
        foreach (var (row, header) in moved.Zip(headers))
        {
            var calls = Calls(row.Procedure);
            foreach (var work in header.Effects.OfType<Effect.WorkOpened>()
                .Where(work => !work.WaitsOnResident && open.Contains((row.Id, work.Number)) && (row.About is not { } about || !directory.Current.IsAtOrUnder(work.Body, about))))
                told.AddRange(OfWork(row.Id, header, work, calls));
            if (header.Kind == PassClocks.Kind && late.Contains(row.Id))
                told.Add(new Told(Holder(header, row.Owner), NoticeKind.Overdue, $"{row.Id:N}/{header.Number}") { Matter = row.Id });
        }

        return (told, moved[^1].Position);
    }

    public async Task<IReadOnlyCollection<NoticeRow>> StandingAsync(HejieDb db, IReadOnlyCollection<NoticeRow> rows, CancellationToken cancel)
    {
        var mine = rows.Where(row => row.Matter is not null).ToList();
        var matters = mine.Where(row => row.Work is not null).Select(row => row.Matter!.Value).Distinct().ToList();
        var open = matters.Count == 0 ? [] : (await db.Work.AsNoTracking().TagWith(AcrossCounties.Tag).Where(work => matters.Contains(work.Matter))
            .Select(work => new { work.Matter, work.Number, work.Due }).ToListAsync(cancel)).ToDictionary(work => (work.Matter, work.Number), work => work.Due);
        var late = await LateAsync(db.Clocks.TagWith(AcrossCounties.Tag), [.. mine.Where(row => row.Work is null).Select(row => row.Matter!.Value)], cancel);
        // What has another date by now is reminded of by that one.
        return mine.FindAll(row => row.Work is not { } number
            ? late.Contains(row.Matter!.Value)
            : (open.TryGetValue((row.Matter!.Value, number), out var due) && (row.Kind != NoticeKind.WorkDue || due == row.Due)));
    }

    /// <summary>Those matters in which a period has passed and what it waits for is still not done; none that is forgotten.</summary>
    private static async Task<HashSet<Guid>> LateAsync(IQueryable<ClockRow> clocks, IReadOnlyCollection<Guid> matters, CancellationToken cancel) =>
        matters.Count == 0 ? [] : [.. await clocks.AsNoTracking().Where(clock => matters.Contains(clock.Matter) && clock.Status == ClockStatus.Passed).Select(clock => clock.Matter).ToListAsync(cancel)];

    private IEnumerable<Told> OfWork(Guid matter, EntryHeader header, Effect.WorkOpened work, HashSet<string>? calls)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{matter:N}/{work.Number}");
        if (calls is not null)
        {
            // Of a quick report, who is called to acknowledge it is told; how it goes on is told in the page.
            if (calls.Contains(work.Kind))
                yield return new Told(work.Body, NoticeKind.QuickReport, key) { Matter = matter, Work = work.Number, Due = work.Due };
            yield break;
        }

        var referral = header.Effects.Any(effect => effect is Effect.BodyCalled called && called.Work == work.Number);
        // Who made the move knows what work it brings them.
        // What comes in by the hundred from a file is on the desk; nobody is rung up for each.
        if (header.Kind != Import.TakeIn.Kind && (header.Actor is not Actor.Staff staff || staff.Body != work.Body))
            yield return new Told(work.Body, referral ? NoticeKind.Referral : NoticeKind.WorkNew, key) { Matter = matter, Work = work.Number, Due = work.Due };
        if (Soon(work.Due) is { } notBefore)
            yield return RemindDue.Reminder(work.Body, matter, work.Number, work.Due!.Value, notBefore);
    }

    /// <summary>When work is reminded of that is due sooner than reminders look ahead.</summary>
    private long? Soon(long? due)
    {
        var (now, book) = (time.GetUtcNow(), catalogue.Current.Notices);
        if (due is not { } micros || !LegalTime.IsInstant(micros) || LegalTime.Instant(micros) is var at && (at <= now || at > now.AddDays(book.RemindDays)))
            return null;
        return LegalTime.Micros(at - book.Before(at - now));
    }

    /// <summary>Of a procedure of dangers, the work by which bodies are called; null of any other.</summary>
    private HashSet<string>? Calls(string id) =>
        catalogue.Current.Procedures.Find(id) is { IsDanger: true } danger ? [.. danger.Opening.Opens.Select(work => work.Kind)] : null;

    private static int Holder(EntryHeader header, int owner) =>
        header.Clear.TryGetValue("body", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var body) ? body : owner;
}
