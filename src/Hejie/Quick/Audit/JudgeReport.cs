using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Quick.Audit;

/// <summary>The auditor says whether a sampled quick report was about a danger, once they have read it.</summary>
internal sealed class JudgeReport(ReadForAudit read, HejieDb db, IDialect dialect, TimeProvider time)
{
    /// <summary>Keeps the finding; a later one stands instead.</summary>
    /// <returns>False where the post did not open it in this shift.</returns>
    public async Task<bool> RunAsync(Scope scope, int county, Guid matter, bool aboutDanger, CancellationToken cancel)
    {
        if (await read.LineAsync(scope, county, matter, cancel) is null)
            return false;
        var (post, now) = (scope.By.Id, LegalTime.Micros(time.GetUtcNow()));
        using var writer = await dialect.EnterWriteAsync(cancel);
        return await db.QuickReports.Where(row => row.County == county && row.Matter == matter).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.AboutDanger, aboutDanger).SetProperty(row => row.JudgedBy, post).SetProperty(row => row.Judged, now), cancel) == 1;
    }
}
