using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Health;

/// <summary>The clock, held against the database's and against what is recorded.</summary>
internal sealed class CheckClock(HejieDb db, IDialect dialect, RecordingClock clock, Settings settings, TimeProvider time) : ICheck
{
    private static readonly TimeSpan s_apart = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var found = new List<Finding>();
        await clock.RenewAsync(db, await db.Logs.TagWith(AcrossCounties.Tag).Select(row => row.County).ToListAsync(cancel), cancel);
        var now = time.GetUtcNow();
        if (await dialect.ClockAsync(db, cancel) is { } other && (other - now).Duration() > s_apart)
            found.Add(Finding.Bad("clock-apart", Text(now), Text(other)));
        if (clock.Newest is { } newest && newest - now > RecordingClock.Tolerated)
            found.Add(settings.TrustsClock ? Finding.Odd("clock-trusted-back", Text(now), Text(newest)) : Finding.Bad("clock-back", Text(now), Text(newest)));
        else if (settings.TrustsClock)
            found.Add(Finding.Odd("clock-trusted"));
        return found.Count > 0 ? found : [Finding.Good("clock", Text(now))];
    }

    private static string Text(DateTimeOffset instant) =>
        instant.ToOffset(LegalTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
