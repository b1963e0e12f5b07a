using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>Folders whose entries survive a loss of power.</summary>
internal sealed class DurableFolders
{
    private readonly ConcurrentDictionary<string, bool> made = new(StringComparer.Ordinal);

    /// <summary>Makes a folder and syncs every folder that leads to it from <paramref name="root"/>; once per process.</summary>
    public void Make(string root, string folder)
    {
        if (made.ContainsKey(folder)) return;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        for (var parent = Path.GetDirectoryName(folder); parent is not null && parent.StartsWith(root, StringComparison.Ordinal); parent = Path.GetDirectoryName(parent))
            Sync(parent);
        made[folder] = true;
    }

    /// <summary>Writes a folder's entries to the disk.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public static void Sync(string folder)
    {
        var descriptor = OpenFolder(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0) throw Failure(folder);
        try
        {
            if (SyncFolder(descriptor) != 0) throw Failure(folder);
        }
        finally
        {
            _ = CloseFolder(descriptor);
        }
    }

    private static IOException Failure(string folder) =>
        new($"Cannot sync the folder {folder}.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFolder(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFolder(int descriptor);
}
