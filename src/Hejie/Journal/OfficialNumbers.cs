using System.Collections.Concurrent;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>What numbers are counted by: a body's matters of a procedure, afresh each year.</summary>
internal readonly record struct NumberSeries(int County, int Body, string Procedure, int Year)
{
    /// <summary>An official number as it is written: 人调〔2026〕010123–12号.</summary>
    public string Write(Procedure procedure, int drawn) => $"{procedure.NumberWord}〔{Year}〕{County % 100:00}{Body:0000}–{drawn}号";
}

/// <summary>
/// Draws official numbers without gaps. A number is a row of its own, written with the entry that gives it: the key
/// decides who was first, as it does for entries, and a number whose entry fails was never drawn. What this process
/// remembers only saves it from looking.
/// </summary>
internal sealed class OfficialNumbers : IDisposable
{
    private readonly ConcurrentDictionary<NumberSeries, int> _last = new();
    private readonly SemaphoreSlim[] _doors = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>
    /// Draws the next number of a series and adds its row. In this process the series is closed to others until the draw
    /// is disposed of, so that they wait instead of failing; another process meets the key.
    /// </summary>
    public async Task<Draw> DrawAsync(HejieDb db, NumberSeries series, Guid matter, CancellationToken cancel)
    {
        var door = _doors[(uint)series.GetHashCode() % (uint)_doors.Length];
        await door.WaitAsync(cancel);
        try
        {
            if (!_last.TryGetValue(series, out var last))
            {
                last = await db.Numbers.AsNoTracking()
                    .Where(row => row.County == series.County && row.Body == series.Body && row.Procedure == series.Procedure && row.Year == series.Year)
                    .MaxAsync(row => (int?)row.Drawn, cancel) ?? 0;
            }

            db.Numbers.Add(new NumberRow
            {
                County = series.County,
                Body = series.Body,
                Procedure = series.Procedure,
                Year = series.Year,
                Drawn = last + 1,
                Matter = matter,
            });
            return new Draw(this, door, series, last + 1);
        }
        catch
        {
            door.Release();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var door in _doors)
            door.Dispose();
    }

    /// <summary>A number that is being given.</summary>
    internal sealed class Draw(OfficialNumbers numbers, SemaphoreSlim door, NumberSeries series, int number) : IDisposable
    {
        private bool _given;

        public NumberSeries Series => series;

        public int Number => number;

        /// <summary>The entry with it is saved.</summary>
        public void Given() => _given = true;

        public void Dispose()
        {
            if (_given)
                numbers._last[series] = number;
            else
                numbers._last.TryRemove(series, out _);
            door.Release();
        }
    }
}
