using System.Security.Cryptography;
using System.Text;
using Hejie.Matters.Intake.Attachments;

namespace Hejie.Ledger.Verbs;

/// <summary>What a witness cosigned last of each log: a file for each, replaced whole and written through to the disk.</summary>
internal sealed class SeenCheckpoints(string folder)
{
    /// <summary>The hash of an origin: the file's name and the address.</summary>
    public static string NameOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>The last checkpoint of a log; null where there is none yet.</summary>
    public Checkpoint? LastOf(string origin) => Find(NameOf(origin)) is { } note && Checkpoint.TryParse(note.Text, out var last) ? last : null;

    /// <summary>The last checkpoint by the hash of its log's origin, with its signatures.</summary>
    /// <exception cref="InvalidDataException">The file is damaged: to begin anew would cosign a rollback.</exception>
    public SignedNote? Find(string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        return SignedNote.TryParse(File.ReadAllBytes(path), out var note) && Checkpoint.TryParse(note.Text, out _)
            ? note
            : throw new InvalidDataException($"{path} is not a checkpoint.");
    }

    public void Keep(string origin, SignedNote note)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, NameOf(origin));
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(note.ToString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        DurableFolders.Sync(folder);
    }
}
