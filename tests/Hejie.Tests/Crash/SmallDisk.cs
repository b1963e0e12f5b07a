using System.Diagnostics;

namespace Hejie.Tests.Crash;

/// <summary>A disk of a few megabytes that a test fills up and makes room on again.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    /// <summary>Mounts one; whoever may not mount fails, since nothing would be shown.</summary>
    public SmallDisk(string folder, int megabytes)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        _filler = Path.Combine(Folder, "filler");
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "hejie-test", Folder);
    }

    public string Folder { get; }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var filler = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[4096];
        try
        {
            while (true)
                filler.Write(zeros);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Makes room.</summary>
    public void Clear() => File.Delete(_filler);

    /// <summary>Gives it to the user that PostgreSQL runs as.</summary>
    public void GiveToPostgres() => Run("chown", "postgres:", Folder);

    public void Dispose() => Run("umount", "-l", Folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program}: {said}");
    }
}
