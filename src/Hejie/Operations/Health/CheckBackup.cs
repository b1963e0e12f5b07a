using Hejie.Kernel;
using Hejie.Operations.Backups;
using Hejie.Rules.Time;

namespace Hejie.Operations.Health;

/// <summary>How old the last backup is, as far as this installation made it.</summary>
internal sealed class CheckBackup(Settings settings, TimeProvider time) : ICheck
{
    private static readonly TimeSpan s_old = TimeSpan.FromDays(2);

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var last = LastBackup.Find(settings);
        return Task.FromResult<IReadOnlyList<Finding>>(
        [
            last is null ? Finding.Odd("backup-none")
                : time.GetUtcNow() - last.Made > s_old ? Finding.Odd("backup-old", Text(last.Made), last.Where)
                : Finding.Good("backup", Text(last.Made), last.Where),
        ]);
    }

    private static string Text(DateTimeOffset made) =>
        made.ToOffset(LegalTime.Offset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
