using System.CommandLine;
using Hejie.Kernel;
using Hejie.Ledger.Verbs;
using Hejie.Rules.Catalogue;
using Hejie.Ui;

namespace Hejie.Operations.Backups;

/// <summary><c>./hejie backup FOLDER</c>: database and attachments, while people work.</summary>
internal static class BackupVerb
{
    public static Command Command(Settings settings)
    {
        var folder = new Argument<string>("FOLDER") { Description = "要新建的文件夹，不能已经存在 · The folder to make; it must not exist" };
        var command = new Command("backup", "边用边备份数据库和附件，不含密钥 · Back up database and attachments while people work, without the keys") { folder };
        command.SetAction((parsed, cancel) => RunAsync(settings, parsed.GetValue(folder)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, string target, CancellationToken cancel)
    {
        // Nothing is made new here, and no table is brought to another shape: a backup is what one makes before that.
        if (!File.Exists(Path.Combine(settings.Keys, Privacy.InstallationKey.FileName)))
            return Speak.Wrong(LedgerVerbs.Words(settings), new Rules.Procedures.FieldError("", "backup.empty"));
        await using var app = HejieApp.Build(settings, []);
        var book = app.Services.GetRequiredService<WordBook>();
        return await Speak.OfTroubleAsync(app.Services, book, () => BackUpAsync(app, book, target, cancel));
    }

    private static async Task<int> BackUpAsync(WebApplication app, WordBook book, string target, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        switch (await ActivatorUtilities.CreateInstance<MakeBackup>(scope.ServiceProvider).RunAsync(target, Telling(book), cancel))
        {
            case BackedUp.Done done:
                Speak.Say(book, words => words["backup.done", Path.GetFullPath(target), done.Manifest.Files, done.Manifest.Bytes]);
                Speak.Wrong(book, [.. done.Faults]);
                return done.Faults.Count == 0 ? 0 : LedgerVerbs.DoesNotHold;
            case BackedUp.Refused refused:
                return Speak.Wrong(book, refused.Error);
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>Tells on the error stream how far it has come: each step when it begins, and every thousand files.</summary>
    public static IProgress<Progress> Telling(WordBook book) => new Told(book);

    private sealed class Told(WordBook book) : IProgress<Progress>
    {
        private string? _step;

        public void Report(Progress value)
        {
            if (value.Step == _step && value.Count % 1000 != 0)
                return;
            _step = value.Step;
            Console.Error.WriteLine($"{book.In(Language.Chinese)["backup.step-" + value.Step]}  {book.In(Language.English)["backup.step-" + value.Step]}  {value.Count}");
        }
    }
}
