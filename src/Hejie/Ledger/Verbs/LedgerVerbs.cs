using System.CommandLine;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Ledger.Verbs;

/// <summary>The verbs of the log: <c>./hejie ledger verify RECEIPT</c> without any network or database, <c>./hejie ledger audit</c> over all of an installation.</summary>
internal static class LedgerVerbs
{
    /// <summary>What was looked at does not hold.</summary>
    public const int DoesNotHold = 1;

    public static Command Command(Settings settings)
    {
        var file = new Argument<string>("RECEIPT") { Description = "收据文件 · The file of a receipt" };
        var vkey = new Option<string?>("--vkey") { Description = "日志公布的公钥，不写就用收据上的 · The key of the log, as it is published; else the one that the receipt names" };
        var witnesses = new Option<string[]>("--witness") { Description = "要核对的见证人的公钥 · The key of a witness whose cosignature is looked for", DefaultValueFactory = _ => [] };
        var verify = new Command("verify", "离线核对一份收据 · Check a receipt, without asking anybody") { file, vkey, witnesses };
        verify.SetAction((parsed, cancel) => VerifyAsync(settings, parsed.GetValue(file)!, parsed.GetValue(vkey), parsed.GetValue(witnesses)!, cancel));
        var audit = new Command("audit", "核对本系统的每条记录、每块瓦片、每个检查点和编号 · Check every entry, tile, checkpoint and number of this installation");
        audit.SetAction((_, cancel) => AuditAsync(settings, cancel));
        var name = new Option<string>("--origin") { Description = "日志从现在起叫什么 · What the logs are called from now on", Required = true };
        var renew = new Command("renew", "旧数据恢复、其余已经丢失以后，换个名字重新开始日志 · Begin the logs anew under another name, after older data came back and the rest is lost") { name };
        renew.SetAction((parsed, cancel) => RenewAsync(settings, parsed.GetRequiredValue(name), cancel));
        return new Command("ledger", "公开日志 · The public log") { verify, audit, renew };
    }

    /// <summary>The words of the interface, without a program around them.</summary>
    public static WordBook Words(Settings settings) => WordBook.Load(Path.Combine(settings.Catalogue, "words"));

    private static async Task<int> VerifyAsync(Settings settings, string file, string? vkey, string[] witnesses, CancellationToken cancel)
    {
        var book = Words(settings);
        if (!File.Exists(file) || new FileInfo(file).Length > ReceiptFile.MostBytes)
            return Speak.Wrong(book, new FieldError("", "ledger.file", file));
        if (!ReceiptFile.TryRead(await File.ReadAllBytesAsync(file, cancel), out var receipt))
            return Speak.Wrong(book, new FieldError("", "ledger.receipt", file));
        if (!VerifierKey.TryParse(vkey ?? receipt.Vkey, out var log) || log.Use != KeyUse.Note)
            return Speak.Wrong(book, new FieldError("", "ledger.vkey", vkey ?? receipt.Vkey));
        var known = new List<VerifierKey>();
        foreach (var text in witnesses)
        {
            if (!VerifierKey.TryParse(text, out var witness) || witness.Use != KeyUse.Cosignature)
                return Speak.Wrong(book, new FieldError("", "ledger.witness-key", text));
            known.Add(witness);
        }

        if (receipt.Check(log, known) is not ReceiptChecked.Holds holds)
        {
            var code = ((ReceiptChecked.Fails)receipt.Check(log, known)).Code;
            Speak.Wrong(book, new FieldError("", "ledger.fails-" + code));
            return DoesNotHold;
        }

        Tell(book, receipt, holds, log, isOwnKey: vkey is null);
        return 0;
    }

    private static void Tell(WordBook book, ReceiptFile receipt, ReceiptChecked.Holds holds, VerifierKey log, bool isOwnKey)
    {
        Speak.Say(book, words => words["ledger.holds", holds.Position, log.Name, Moment(LegalTime.Instant(holds.Header.Recorded))]);
        foreach (var (witness, time) in holds.Proof.Witnessed)
            Speak.Say(book, words => words["ledger.witnessed", witness, Moment(time)]);
        if (holds.Proof.Witnessed.Count == 0)
            Speak.Say(book, words => words["ledger.unwitnessed"]);
        if (isOwnKey)
            Speak.Say(book, words => words["ledger.own-key", log]);
        if (receipt.Filed is not { } filed)
            return;
        Speak.Say(book, words => words["ledger.filed"]);
        foreach (var (field, text) in filed.Texts)
            Console.WriteLine($"  {field}: {text}");
        foreach (var person in filed.People)
            Console.WriteLine("  " + string.Join(' ', new[] { person.Name, person.Telephone, person.Address }.Where(part => !string.IsNullOrEmpty(part))));
    }

    private static async Task<int> AuditAsync(Settings settings, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, []);
        var book = app.Services.GetRequiredService<WordBook>();
        if (!await Cli.IsReadyAsync(app, () => app.OpenAsync(cancel)))
            return Cli.BadInput;
        return await AuditAsync(app, book, cancel) ? 0 : DoesNotHold;
    }

    /// <summary>Audits the logs of all counties, and says what it found.</summary>
    /// <returns>Whether all of it holds.</returns>
    public static async Task<bool> AuditAsync(WebApplication app, WordBook book, CancellationToken cancel)
    {
        var wrong = 0;
        foreach (var county in app.Services.GetRequiredService<DirectoryHolder>().Current.Counties.Order())
        {
            await using var scope = app.Services.CreateAsyncScope();
            var audited = await scope.ServiceProvider.GetRequiredService<AuditLog>().RunAsync(county, cancel);
            Speak.Say(book, words => words["ledger.audited", county, audited.Entries, audited.Tiles, audited.Checkpoint, audited.Problems.Count]);
            foreach (var problem in audited.Problems)
                Speak.Wrong(book, new FieldError("", problem.Code, problem.Detail));
            wrong += audited.Problems.Count;
        }

        Speak.Say(book, words => words[wrong == 0 ? "ledger.all-holds" : "ledger.not-all"]);
        return wrong == 0;
    }

    private static async Task<int> RenewAsync(Settings settings, string name, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, []);
        var book = app.Services.GetRequiredService<WordBook>();
        if (!await Cli.IsReadyAsync(app, () => app.OpenAsync(cancel)))
            return Cli.BadInput;
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RenewLogs>().RunAsync(name, cancel) switch
        {
            Renewed.Done done => Speak.Say(book, words => words["ledger.renewed", done.Former, done.Name]),
            Renewed.Refused refused => Speak.Wrong(book, refused.Error),
            _ => throw new InvalidOperationException(),
        };
    }

    internal static string Moment(DateTimeOffset time) => time.ToOffset(LegalTime.Offset).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
