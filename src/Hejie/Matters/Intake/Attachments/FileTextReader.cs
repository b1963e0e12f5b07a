using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// Reads the words of files for one search, in a process of its own: whoever sends a file chooses its bytes, and what parses
/// them may then run without end, fill the memory or overflow the stack. That process knows no address and no password, has
/// little memory, and is ended with the search, or as soon as a file takes too long; the file counts as unread.
/// </summary>
/// <param name="each">How long one file may take, with the start of the process where it is the first.</param>
/// <param name="time">The clock.</param>
internal sealed class FileTextReader(TimeSpan each, TimeProvider time) : IAsyncDisposable
{
    private const string MostMemory = "0x14000000"; // 320 MB, in the hexadecimal that the runtime reads

    /// <summary>So many searches read files at once; the others wait within their own time.</summary>
    private static readonly SemaphoreSlim s_places = new(Math.Max(2, Environment.ProcessorCount));

    private static readonly string[] s_kept = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "LANG"];

    private Process? _process;
    private bool _hasPlace;

    /// <summary>Reads the words of a file.</summary>
    /// <returns>The words, or null where they cannot be read, or not in time.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<FileWords?> ReadAsync(AttachmentKind kind, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(each, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            if (!_hasPlace)
            {
                await s_places.WaitAsync(either.Token);
                _hasPlace = true;
            }

            _process ??= Start();
            return await AskAsync(_process, kind, content, either.Token);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or Win32Exception || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // It fell over this file, or was ended for it: the next begins with a new process.
            await EndAsync();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (_hasPlace)
            s_places.Release();
    }

    private static async Task<FileWords?> AskAsync(Process process, AttachmentKind kind, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var head = new byte[FileTextProcess.HeadBytes];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), content.Length);
        var (input, output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        await input.WriteAsync(head, cancel);
        await input.WriteAsync(content, cancel);
        await input.FlushAsync(cancel);
        await output.ReadExactlyAsync(head, cancel);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1));
        // What parsed a hostile file is not believed either.
        if (length is < 0 or > 4 * FileText.MostCharacters)
            throw new InvalidDataException("The process that reads files answered with more than it may.");
        var text = new byte[length];
        await output.ReadExactlyAsync(text, cancel);
        return head[0] == FileTextProcess.Unreadable ? null : new FileWords(Encoding.UTF8.GetString(text), head[0] == FileTextProcess.Whole);
    }

    private static Process Start()
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(FileTextReader).Assembly.Location, FileTextProcess.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var kept = s_kept.Select(name => (name, Value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
            start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The process that reads files did not start.");
        // How it fell over a file is nothing for the log of the server, and must not fill the pipe.
        process.BeginErrorReadLine();
        return process;
    }

    private async Task EndAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        using (process)
        {
            try
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
            catch (InvalidOperationException)
            {
                // It is gone already.
            }
        }
    }
}
