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
    private const string Back = "back\n";

    /// <summary>Whether a restore was begun and not finished.</summary>
    public static bool IsThere(Settings settings) => File.Exists(NoteIn(settings));

    /// <summary>Whether database and files are back, so that only what was forgotten since is left to do.</summary>
    public static bool IsBack(Settings settings) => IsThere(settings) && File.ReadAllText(NoteIn(settings)) == Back;

    /// <summary>From here on the data may be half changed.</summary>
    public static void Begin(Settings settings) => Write(settings, "");

    /// <summary>Database and files are back.</summary>
    public static void Reach(Settings settings) => Write(settings, Back);

    public static void End(Settings settings)
    {
        File.Delete(NoteIn(settings));
        DurableFolders.Sync(Path.GetFullPath(settings.Data));
    }

    private static void Write(Settings settings, string text)
    {
        // Replaced whole: a note that is half written would say less than it did.
        var fresh = NoteIn(settings) + ".new";
        using (var note = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            note.Write(Encoding.UTF8.GetBytes(text));
            note.Flush(flushToDisk: true);
        }

        File.Move(fresh, NoteIn(settings), overwrite: true);
        DurableFolders.Sync(Path.GetFullPath(settings.Data));
    }

    private static string NoteIn(Settings settings) => Path.Combine(settings.Data, "restore.unfinished");
}
