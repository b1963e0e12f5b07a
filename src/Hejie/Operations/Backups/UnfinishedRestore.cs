using System.Text;
using Hejie.Kernel;
using Hejie.Matters.Intake.Attachments;

namespace Hejie.Operations.Backups;

/// <summary>
/// A note in <c>HEJIE_DATA</c> for as long as data came back and what was forgotten since stands in them. While it lies
/// there nothing is served.
/// </summary>
internal static class UnfinishedRestore
{
    /// <summary>Whether a restore was begun and not finished.</summary>
    public static bool IsThere(Settings settings) => File.Exists(NoteIn(settings));

    public static void Begin(Settings settings, string from)
    {
        using (var note = new FileStream(NoteIn(settings), FileMode.Create, FileAccess.Write))
        {
            note.Write(Encoding.UTF8.GetBytes(from + "\n"));
            note.Flush(flushToDisk: true);
        }

        DurableFolders.Sync(Path.GetFullPath(settings.Data));
    }

    public static void End(Settings settings)
    {
        File.Delete(NoteIn(settings));
        DurableFolders.Sync(Path.GetFullPath(settings.Data));
    }

    private static string NoteIn(Settings settings) => Path.Combine(settings.Data, "restore.unfinished");
}
