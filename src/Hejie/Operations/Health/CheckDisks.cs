using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Privacy;

namespace Hejie.Operations.Health;

/// <summary>Room on the disks, and who may read the keys.</summary>
internal sealed class CheckDisks(Settings settings) : ICheck
{
    private const long Megabyte = 1024 * 1024;
    private const long Little = 2048 * Megabyte;
    private const long TooLittle = 200 * Megabyte;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var found = new List<Finding>();
        foreach (var folder in new[] { settings.Data, settings.Keys, Path.GetTempPath() }.Select(Path.GetFullPath).Distinct())
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            found.Add(free < TooLittle ? Finding.Bad("disk-full", folder, free / Megabyte)
                : free < Little ? Finding.Odd("disk-low", folder, free / Megabyte)
                : Finding.Good("disk", folder, free / Megabyte));
        }

        var open = new[] { InstallationKey.FileName, LogIdentity.KeyFile, "sessions.pfx" }.Select(name => Path.Combine(settings.Keys, name))
            .Where(file => File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0).ToList();
        found.AddRange(open.Select(file => Finding.Bad("key-readable", file)));
        if (open.Count == 0)
            found.Add(Finding.Good("key-files"));
        return Task.FromResult<IReadOnlyList<Finding>>(found);
    }
}
