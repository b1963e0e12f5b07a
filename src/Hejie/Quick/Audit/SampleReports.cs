using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Quick.Audit;

/// <summary>A month with quick reports.</summary>
/// <param name="Month">As <c>yyyyMM</c>.</param>
/// <param name="Reports">How many there were.</param>
/// <param name="Judged">How many of them an auditor has looked at.</param>
internal sealed record QuickMonth(int Month, int Reports, int Judged);

/// <summary>
/// The auditor's monthly sample of quick reports, in their own area: at most twenty, by the hash of each one's id with the
/// month. Nobody chooses them, and whoever has the ids comes to the same.
/// </summary>
internal sealed class SampleReports(HejieDb db)
{
    /// <summary>The most of a month.</summary>
    public const int Most = 20;

    private const int MostMonths = 13;

    /// <summary>The months with reports, the newest first.</summary>
    public async Task<IReadOnlyList<QuickMonth>> MonthsAsync(Scope scope, CancellationToken cancel) => await Within(scope)
        .GroupBy(row => row.Month).OrderByDescending(group => group.Key).Take(MostMonths)
        .Select(group => new QuickMonth(group.Key, group.Count(), group.Count(row => row.AboutDanger != null))).ToListAsync(cancel);

    /// <summary>The sample of a month.</summary>
    public async Task<IReadOnlyList<QuickReportRow>> OfAsync(Scope scope, int month, CancellationToken cancel)
    {
        var ids = await Within(scope).Where(row => row.Month == month).Select(row => row.Matter).ToListAsync(cancel);
        if (Choose(ids, month) is not { Count: > 0 } chosen)
            return [];
        var rows = await Within(scope).Where(row => row.Month == month && chosen.Contains(row.Matter)).ToListAsync(cancel);
        return [.. rows.OrderBy(row => row.Filed)];
    }

    /// <summary>One report, if it is in the sample of its month in the asker's area; else null.</summary>
    public async Task<QuickReportRow?> FindAsync(Scope scope, int county, Guid matter, CancellationToken cancel)
    {
        var month = await Within(scope).Where(row => row.County == county && row.Matter == matter).Select(row => (int?)row.Month).SingleOrDefaultAsync(cancel);
        return month is { } known ? (await OfAsync(scope, known, cancel)).FirstOrDefault(row => row.Matter == matter) : null;
    }

    /// <summary>The rule of the sample: the lowest hashes of month and id.</summary>
    internal static List<Guid> Choose(IEnumerable<Guid> ids, int month) =>
        [.. ids.OrderBy(id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{month}/{id:N}")))), StringComparer.Ordinal).Take(Most)];

    private IQueryable<QuickReportRow> Within(Scope scope)
    {
        if (scope.AcrossCounties)
            return db.QuickReports.AsNoTracking().TagWith(AcrossCounties.Tag);
        var (county, from, to) = (scope.Body.Place.County, scope.Body.Place.First.Value, scope.Body.Place.Next.Value);
        return db.QuickReports.AsNoTracking().Where(row => row.County == county && row.Place >= from && row.Place < to);
    }
}
