using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>The inline readers: brings the tables of state, clocks and work from one folded state to the next, in the writer's transaction.</summary>
internal static class Projection
{
    /// <summary>Work without a date sorts last.</summary>
    public const long NoDate = long.MaxValue;

    public static void Apply(HejieDb db, MatterRow row, MatterState before, MatterState next, long changed)
    {
        row.Procedure = next.Procedure;
        row.Kind = next.Kind;
        row.Place = next.Place;
        row.StateName = next.Name;
        row.Owner = next.Owner;
        row.About = next.About;
        row.Number = next.Number;
        row.Version = next.Version;
        row.Entries = next.Entries;
        row.Changed = changed;
        row.Ended = next.HasEnded ? row.Ended ?? changed : null;
        row.State = StateCodec.Encode(next);
        Match(db, before.Work, next.Work, work => work.Number, work => WorkOf(row, work));
        Match(db, before.Clocks.Where(clock => clock.IsOpen), next.Clocks.Where(clock => clock.IsOpen), clock => clock.Name, clock => ClockOf(row, clock));
    }

    public static WorkRow WorkOf(MatterRow row, WorkState work) => new()
    {
        County = row.County,
        Matter = row.Id,
        Number = work.Number,
        Kind = work.Kind,
        Body = work.Body,
        Role = work.Role,
        Post = work.Post,
        Due = work.Due ?? NoDate,
        WaitsOnResident = work.WaitsOnResident,
        Restricted = row.Restricted,
    };

    public static ClockRow ClockOf(MatterRow row, ClockState clock) => new()
    {
        County = row.County,
        Matter = row.Id,
        Name = clock.Name,
        Rule = clock.Rule,
        Due = clock.Due,
        Ends = clock.Ends,
        Status = clock.Status,
    };

    private static void Match<T, TKey, TRow>(
        HejieDb db, IEnumerable<T> before, IEnumerable<T> next, Func<T, TKey> key, Func<T, TRow> row)
        where T : notnull
        where TKey : notnull
        where TRow : class
    {
        foreach (var (item, change) in Changes(before, next, key))
        {
            db.Entry(row(item)).State = change switch
            {
                RowChange.Added => EntityState.Added,
                RowChange.Changed => EntityState.Modified,
                _ => EntityState.Deleted,
            };
        }
    }

    /// <summary>What rows of a kind differ between two folded states.</summary>
    public static IEnumerable<(T Item, RowChange Change)> Changes<T, TKey>(IEnumerable<T> before, IEnumerable<T> next, Func<T, TKey> key)
        where T : notnull
        where TKey : notnull
    {
        var old = before.ToDictionary(key);
        foreach (var item in next)
        {
            if (!old.Remove(key(item), out var former))
                yield return (item, RowChange.Added);
            else if (!former.Equals(item))
                yield return (item, RowChange.Changed);
        }

        foreach (var gone in old.Values)
            yield return (gone, RowChange.Gone);
    }
}

/// <summary>What becomes of a row.</summary>
internal enum RowChange
{
    Added,
    Changed,
    Gone,
}
