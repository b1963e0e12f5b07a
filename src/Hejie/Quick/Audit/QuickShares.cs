using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Quick.Audit;

/// <summary>What auditors found in a month.</summary>
/// <param name="Month">As <c>yyyyMM</c>.</param>
/// <param name="Reports">Quick reports of the month.</param>
/// <param name="Judged">How many of them an auditor looked at.</param>
/// <param name="AboutDanger">How many of those were about a danger.</param>
internal sealed record QuickShare(int Month, int Reports, int Judged, int AboutDanger)
{
    /// <summary>The month as <c>2026-02</c>.</summary>
    public string Name => FormattableString.Invariant($"{Month / 100}-{Month % 100:00}");
}

/// <summary>The shares that everybody reads on <c>/rights</c>: of the whole prefecture, by month, and of no place or kind.</summary>
internal sealed class QuickShares(HejieDb db)
{
    private const int Most = 12;

    public async Task<IReadOnlyList<QuickShare>> ReadAsync(CancellationToken cancel)
    {
        var months = await db.QuickReports.AsNoTracking().TagWith(AcrossCounties.Tag).GroupBy(row => row.Month)
            .Where(group => group.Count(row => row.AboutDanger != null) > 0).OrderByDescending(group => group.Key).Take(Most)
            .Select(group => new { group.Key, All = group.Count(), Judged = group.Count(row => row.AboutDanger != null), About = group.Count(row => row.AboutDanger == true) })
            .ToListAsync(cancel);
        return months.ConvertAll(month => new QuickShare(month.Key, month.All, month.Judged, month.About));
    }
}
