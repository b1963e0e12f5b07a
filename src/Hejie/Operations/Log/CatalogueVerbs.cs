using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Operations.Log;

/// <summary>The verbs of the catalogue's log: <c>./hejie catalogue propose|approve NAME</c> and <c>./hejie catalogue log</c>.</summary>
internal static class CatalogueVerbs
{
    private static readonly OperationsJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static Command Command(Settings settings)
    {
        var name = new Argument<string>("NAME") { Description = "系统管理员或者安全管理员的账号 · The account of an administrator or a security administrator" };
        var json = new Option<bool>("--json") { Description = "输出 JSON，供程序使用 · For programs" };
        var propose = new Command("propose", "提出目录的修改（以文件夹现状为准），密码和验证码从标准输入读取，各一行 · Propose the catalogue as it stands in its folder; password and code are read from standard input, a line each") { name };
        propose.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => ChangeAsync(
            services, book, settings, (change, shown) => change.ProposeAsync(parsed.GetValue(name)!, shown, cancel), cancel), cancel));
        var approve = new Command("approve", "批准另一个账号提出的修改，下次启动起生效 · Approve what another account proposed; it is in force from the next start on") { name };
        approve.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => ChangeAsync(
            services, book, settings, (change, shown) => change.ApproveAsync(parsed.GetValue(name)!, shown, cancel), cancel), cancel));
        var log = new Command("log", "目录的历次修改，先核对没有被改动过 · Every change of the catalogue, after verifying that none was altered") { json };
        log.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => LogAsync(services, book, parsed.GetValue(json), cancel), cancel));
        return new Command("catalogue", "修改目录，两人才能办 · Changes of the catalogue, by two people") { propose, approve, log };
    }

    /// <summary>Says that the program does not start, which files differ, and what to do.</summary>
    public static void Tell(WordBook book, CatalogueNotApproved unapproved)
    {
        Speak.Wrong(book, unapproved.Number is { } number
            ? new FieldError("", "catalogue.not-approved", number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : new FieldError("", "catalogue.never-approved"));
        Write(Console.Error, unapproved.Changes);
    }

    public static int Tell(WordBook book, CatalogueLogBroken broken) => Speak.Wrong(
        book, new FieldError("", "catalogue.broken", broken.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<int> ChangeAsync(
        IServiceProvider services, WordBook book, Settings settings, Func<ChangeCatalogue, Shown, Task<CatalogueStep>> step, CancellationToken cancel)
    {
        await Catalogue.Read(settings.Catalogue).WithFormerAsync(services.GetRequiredService<Data.HejieDb>(), cancel);
        var log = services.GetRequiredService<CatalogueLog>();
        Write(Console.Out, log.Differences(await log.ReadAsync(cancel)));
        var shown = new Shown(await ReadPassword.OnceAsync(book, cancel), await ReadPassword.CodeAsync(book, cancel));
        return await step(services.GetRequiredService<ChangeCatalogue>(), shown) switch
        {
            CatalogueStep.Proposed proposed => Speak.Say(book, words => words["catalogue.proposed", proposed.Number]),
            CatalogueStep.Approved approved => Speak.Say(book, words => words["catalogue.approved", approved.Number]),
            CatalogueStep.Refused refused => Speak.Wrong(book, new FieldError("", refused.Code)),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<int> LogAsync(IServiceProvider services, WordBook book, bool json, CancellationToken cancel)
    {
        var rows = await services.GetRequiredService<CatalogueLog>().ReadAsync(cancel);
        var directory = services.GetRequiredService<DirectoryHolder>().Current;
        var body = CatalogueChangesBody.Of(rows, directory);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, s_json.CatalogueChangesBody));
            return 0;
        }

        foreach (var change in body.Changes)
        {
            Speak.Say(book, words => change.ProposedBy is null
                ? words["catalogue.line.first", change.Number, change.Approved.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), change.Files.Count]
                : words["catalogue.line", change.Number, change.Approved.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), change.ProposedBy, change.ApprovedBy]);
            if (change.ProposedBy is not null)
                Write(Console.Out, change.Files);
            Console.WriteLine("  " + change.Link);
        }

        return Speak.Say(book, words => words["catalogue.holds", body.Changes.Count]);
    }

    private static void Write(TextWriter to, IReadOnlyList<FileChange> changes)
    {
        foreach (var change in changes)
            to.WriteLine($"  {(change.Was is null ? '+' : change.Now is null ? '-' : '~')} {change.Path}");
    }

    /// <summary>Works without the catalogue being admitted: these verbs are how it comes to be.</summary>
    private static async Task<int> RunAsync(Settings settings, Func<IServiceProvider, WordBook, Task<int>> work, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, []);
        var code = 0;
        var ready = await Cli.IsReadyAsync(app, async () =>
        {
            await app.OpenAsync(cancel);
            await using var scope = app.Services.CreateAsyncScope();
            code = await work(scope.ServiceProvider, app.Services.GetRequiredService<WordBook>());
        });
        return ready ? code : Cli.BadInput;
    }
}
