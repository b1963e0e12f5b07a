using System.CommandLine;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Ledger.Verbs;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Operations.Backups;

/// <summary>
/// <c>./hejie restore FOLDER [--replace]</c>: a backup comes back, what was forgotten since is forgotten again, and the logs
/// are audited. <c>./hejie restore --finish</c> goes on where that was interrupted.
/// </summary>
internal static class RestoreVerb
{
    public static Command Command(Settings settings)
    {
        var from = new Argument<string?>("FOLDER") { Description = "备份的文件夹 · The folder of a backup", Arity = ArgumentArity.ZeroOrOne };
        var replace = new Option<bool>("--replace") { Description = "把现有数据挪到一边，而不是拒绝 · Keep the data that are there aside, instead of refusing" };
        var finish = new Option<bool>("--finish") { Description = "数据恢复以后中断的，接着做完 · Go on with a restore that was interrupted after the data were back" };
        var command = new Command("restore", "把备份恢复到空的系统里，并核对 · Bring a backup back into an empty installation, and audit it") { from, replace, finish };
        command.SetAction((parsed, cancel) => RunAsync(settings, parsed.GetValue(from), parsed.GetValue(replace), parsed.GetValue(finish), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, string? from, bool replace, bool finish, CancellationToken cancel)
    {
        var words = LedgerVerbs.Words(settings);
        if (from is null == !finish)
            return Speak.Wrong(words, new FieldError("", "restore.which"));
        if (finish && !UnfinishedRestore.IsThere(settings))
            return Speak.Wrong(words, new FieldError("", "restore.nothing-begun"));
        if (finish && !UnfinishedRestore.IsBack(settings))
            return Speak.Wrong(words, new FieldError("", "restore.not-back"));
        // A key that is made anew opens nothing: the former ones come first.
        foreach (var name in new[] { InstallationKey.FileName, LogIdentity.KeyFile })
        {
            if (!File.Exists(Path.Combine(settings.Keys, name)))
                return Speak.Wrong(words, new FieldError("", "restore.no-keys", Path.Combine(settings.Keys, name)));
        }

        await using var app = HejieApp.Build(settings, []);
        var book = app.Services.GetRequiredService<WordBook>();
        return await Speak.OfTroubleAsync(app.Services, book, () => RestoreAsync(app, settings, book, from, replace, cancel));
    }

    private static async Task<int> RestoreAsync(WebApplication app, Settings settings, WordBook book, string? from, bool replace, CancellationToken cancel)
    {
        var progress = BackupVerb.Telling(book);
        if (from is not null)
        {
            await using var scope = app.Services.CreateAsyncScope();
            if (await ActivatorUtilities.CreateInstance<PutBack>(scope.ServiceProvider).RunAsync(Path.GetFullPath(from), replace, progress, cancel) is { } wrong)
                return Speak.Wrong(book, wrong);
        }

        if (!await Cli.IsReadyAsync(app, () => app.OpenAsync(cancel)))
            return Cli.BadInput;
        var found = await ActivatorUtilities.CreateInstance<FinishRestore>(app.Services).RunAsync(progress, cancel);
        UnfinishedRestore.End(settings);
        return await TellAsync(app, book, found, cancel);
    }

    private static async Task<int> TellAsync(WebApplication app, WordBook book, RestoreFound found, CancellationToken cancel)
    {
        Speak.Say(book, words => words["restore.forgotten", found.Forgotten]);
        if (found.Unreadable > 0)
            Speak.Wrong(book, new FieldError("", "restore.unreadable", $"{found.Unreadable}"));
        if (found.NoFile > 0)
            Speak.Wrong(book, new FieldError("", "restore.no-file", $"{found.NoFile}"));
        var holds = await LedgerVerbs.AuditAsync(app, book, cancel);
        Speak.Say(book, words => words["restore.done"]);
        return holds && found is { Unreadable: 0, NoFile: 0 } ? 0 : LedgerVerbs.DoesNotHold;
    }
}
