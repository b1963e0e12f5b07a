using Hejie.Data;
using Hejie.Notices;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Health;

/// <summary>Messages to parties that wait longer than they should, or were given up; and notices to the staff: of a danger, and those given up.</summary>
internal sealed class CheckMessages(HejieDb db, TimeProvider time) : ICheck
{
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var late = LegalTime.Micros(time.GetUtcNow() - s_late);
        var stuck = await db.Deliveries.TagWith(AcrossCounties.Tag).CountAsync(row => row.Next < late, cancel);
        var failed = await db.Deliveries.TagWith(AcrossCounties.Tag).CountAsync(row => row.Status == DeliveryStatus.Failed, cancel);
        var found = new List<Finding>();
        if (stuck > 0)
            found.Add(Finding.Bad("messages-stuck", stuck));
        if (failed > 0)
            found.Add(Finding.Odd("messages-failed", failed));
        // Of all else than a danger a notice may rightly wait for days.
        var silent = await db.Notices.TagWith(AcrossCounties.Tag).CountAsync(row => row.Danger && row.Status == NoticeStatus.Waiting && row.Made < late, cancel);
        var lost = await db.Notices.TagWith(AcrossCounties.Tag).CountAsync(row => row.Status == NoticeStatus.Failed, cancel);
        if (silent > 0)
            found.Add(Finding.Bad("notices-stuck", silent));
        if (lost > 0)
            found.Add(Finding.Odd("notices-failed", lost));
        return found.Count > 0 ? found : [Finding.Good("messages")];
    }
}
