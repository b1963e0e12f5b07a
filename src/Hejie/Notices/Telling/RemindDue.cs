using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Operations;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices.Telling;

/// <summary>
/// Finds the work whose period ends within the days that the catalogue reminds before. It goes along the index of ends, from
/// where it came to: nothing is looked at twice, and of all work only what is due then, at bodies that are told at all. The
/// position is an instant.
/// </summary>
internal sealed class RemindDue(CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    public const string Reader = "notices-due";

    /// <summary>How far ahead it looks.</summary>
    public long Horizon => LegalTime.Micros(time.GetUtcNow().AddDays(catalogue.Current.Notices.RemindDays));

    /// <summary>A reminder of work.</summary>
    public static Told Reminder(int body, Guid matter, int number, long due, long notBefore) =>
        new(body, NoticeKind.WorkDue, string.Create(CultureInfo.InvariantCulture, $"{matter:N}/{number}/{due}"))
        {
            Matter = matter,
            Work = number,
            Due = due,
            NotBefore = notBefore,
        };

    /// <summary>What ends after an instant and up to the horizon.</summary>
    /// <param name="db">The database.</param>
    /// <param name="county">The county.</param>
    /// <param name="after">The instant, microseconds UTC.</param>
    /// <param name="horizon">How far it goes: the same until all was read, since the clock goes on meanwhile.</param>
    /// <param name="most">How many at once.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>What is told, and the last end that it reaches.</returns>
    public async Task<(IReadOnlyList<Told> Told, long Last)> ReadAsync(HejieDb db, int county, long after, long horizon, int most, CancellationToken cancel)
    {
        var ends = await db.Clocks.AsNoTracking()
            .Where(clock => clock.County == county && clock.Status == ClockStatus.Running && clock.Ends > after && clock.Ends <= horizon)
            .OrderBy(clock => clock.Ends).Take(most).Select(clock => clock.Ends).ToListAsync(cancel);
        // All that end at one instant are taken together, so that the position never lies among them.
        var last = ends.Count < most ? horizon : ends[^1];
        if (ends.Count == 0)
            return ([], last);
        var found = await (
            from clock in db.Clocks.Where(clock => clock.County == county && clock.Status == ClockStatus.Running && clock.Ends > after && clock.Ends <= last)
            join work in db.Work.Where(work => work.County == county && !work.WaitsOnResident) on new { clock.Matter, Due = clock.Ends } equals new { work.Matter, work.Due }
            join told in db.NoticePreferences on work.Body equals told.Body
            join matter in db.Matters.Where(matter => matter.County == county) on clock.Matter equals matter.Id
            select new { clock.Name, clock.Ends, work.Matter, work.Number, work.Body, matter.About, matter.State }).AsNoTracking().ToListAsync(cancel);
        return ([.. found.Where(row => row.About is not { } about || !directory.Current.IsAtOrUnder(row.Body, about)).Select(row => Reminder(row.Body, row.Matter, row.Number, row.Ends, NotBefore(StateCodec.Decode(row.State), row.Name, row.Ends)))], last);
    }

    private long NotBefore(MatterState state, string name, long ends)
    {
        var end = LegalTime.Instant(ends);
        var begun = state.Clocks.FirstOrDefault(clock => clock.Name == name) is not { } clock ? end
            : clock.Start is { } start ? LegalTime.Instant(start) : LegalTime.StartOf(clock.From);
        return LegalTime.Micros(end - catalogue.Current.Notices.Before(end - begun));
    }
}
