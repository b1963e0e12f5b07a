using System.CommandLine;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Import;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Spectre.Console;

namespace Hejie.Import;

/// <summary><c>./hejie import FILE --body BODY</c>: takes a file in as the lead of a body, who answers for it.</summary>
internal static class ImportVerb
{
    public static Command Command(Settings settings)
    {
        var file = new Argument<string>("FILE") { Description = "要导入的表格，.csv 或者 .xlsx · The table, .csv or .xlsx" };
        var sheet = new Option<string?>("--sheet") { Description = "工作簿里的哪一张表，写它的名称；不写就用第一张有内容的 · Which sheet of a workbook, by its name; without it the first that holds a table" };
        var body = new Option<string>("--body") { Description = "哪个单位的表格，写全名 · Whose table it is: the body, by its exact name", Required = true };
        var mapping = new Option<string?>("--mapping") { Description = "用以前记住的对应办法，写它的名称 · A mapping that the body keeps, by its name" };
        var dry = new Option<bool>("--dry-run") { Description = "只看每一行会怎么样，什么都不写 · Only tell each row's fate; nothing is written" };
        var save = new Option<string?>("--save") { Description = "把这次的对应办法用这个名称记住 · Keep this mapping under a name" };
        var procedure = new Option<string?>("--procedure") { Description = "是哪一种程序的事，如 people-mediation · The procedure that its rows are of, such as people-mediation" };
        var source = new Option<string?>("--source") { Description = "表格从哪里来，如“某某镇纠纷台账” · What the table is called where it is kept" };
        var kind = new Option<string?>("--kind") { Description = "没有写类别的行算哪一类 · The kind of rows that say none" };
        var place = new Option<string?>("--place") { Description = "没有写地点的行在哪里，写区划代码 · Where rows are that say nothing: a place's code" };
        var outcome = new Option<string?>("--outcome") { Description = "没有写结果的行：" + Outcomes + " · How rows stand that say nothing: " + Outcomes };
        var map = new Option<string[]>("--map") { Description = "改一列：列名=字段，如 --map 事情=what；字段空着就是不要 · Correct a column: NAME=FIELD; an empty field leaves it out. Fields: " + Fields, AllowMultipleArgumentsPerToken = false };
        var errors = new Option<string?>("--errors") { Description = "没有收下的行写到这个文件（默认 FILE.errors.csv） · Where refused rows are written (default FILE.errors.csv)" };
        var command = new Command("import", "收下手工登记的表格，每一行一件事 · Take in a table that was kept by hand, a matter a row")
        {
            file, body, sheet, mapping, dry, save, procedure, source, kind, place, outcome, map, errors,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            settings,
            new Asked(
                parsed.GetValue(file)!, parsed.GetValue(sheet), parsed.GetValue(body)!, parsed.GetValue(mapping), parsed.GetValue(dry), parsed.GetValue(save), parsed.GetValue(procedure), parsed.GetValue(source),
                parsed.GetValue(kind), parsed.GetValue(place), parsed.GetValue(outcome), parsed.GetValue(map) ?? [], parsed.GetValue(errors)),
            cancel));
        return command;
    }

    private static string Fields => string.Join(", ", ImportFields.All.Select(ImportFields.Code));

    private static string Outcomes => string.Join(", ", SourceOutcomes.All.Select(SourceOutcomes.Code));

    private static async Task<int> RunAsync(Settings settings, Asked asked, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, []);
        if (!await Cli.IsReadyAsync(app, () => app.PrepareAsync(cancel)))
            return Cli.BadInput;
        var book = app.Services.GetRequiredService<WordBook>();
        return await Speak.OfTroubleAsync(app.Services, book, () => ImportAsync(app.Services, book, asked, cancel));
    }

    private static async Task<int> ImportAsync(IServiceProvider services, WordBook book, Asked asked, CancellationToken cancel)
    {
        var (directory, catalogue) = (services.GetRequiredService<DirectoryHolder>().Current, services.GetRequiredService<CatalogueHolder>().Current);
        if (FindPost.Run(directory, asked.Body, Role.Lead) is not PostFound.One found || StaffScope.Of(directory, catalogue, 0, found.Post.Id) is not { } scope)
            return Speak.Wrong(book, new FieldError("body", "account.body", asked.Body));
        if (!File.Exists(asked.File))
            return Speak.Wrong(book, new FieldError("file", "import.file.missing", asked.File));
        try
        {
            await using var stream = new FileStream(asked.File, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var file = await TableFile.OpenAsync(stream, TableLimits.File, asked.Sheet, cancel);
            await using var work = services.CreateAsyncScope();
            return await MapAsync(work.ServiceProvider, book, scope, file, asked, catalogue, directory, cancel);
        }
        catch (TableRefused refused)
        {
            return Speak.Wrong(book, new FieldError("file", refused.Code, refused.Detail));
        }
    }

    private static async Task<int> MapAsync(
        IServiceProvider services, WordBook book, Scope scope, TableFile file, Asked asked, Catalogue catalogue, BodyDirectory directory, CancellationToken cancel)
    {
        var keep = services.GetRequiredService<KeepMapping>();
        var known = asked.Mapping is null ? null : await keep.FindAsync(scope, asked.Mapping, cancel);
        if (asked.Mapping is not null && known is null)
            return Speak.Wrong(book, new FieldError("mapping", "import.mapping.none", asked.Mapping));
        var procedure = catalogue.Procedures.Find(asked.Procedure ?? known?.Mapping.Procedure ?? "");
        if (procedure is null || !ImportScope.Takes(scope, procedure))
        {
            Speak.Wrong(book, new FieldError("procedure", "import.procedure", asked.Procedure ?? ""));
            Console.Error.WriteLine("  " + string.Join(", ", catalogue.Procedures.InForce.Where(one => ImportScope.Takes(scope, one)).Select(one => one.Id)));
            return Cli.BadInput;
        }

        var mapping = Changed(known?.Mapping.WithWords(file, procedure) ?? Mapping.Guess(file, procedure, new PlaceFinder(directory, scope.Body.Place)), asked, file, procedure);
        Tell(book, file, mapping);
        if (mapping.Errors(scope, catalogue, directory) is { Count: > 0 } errors)
        {
            // A list of persons is told to be one, before what else its mapping lacks.
            return RosterGuard.Refused(file.Columns, mapping.Fields) is { } roster
                ? Speak.Wrong(book, new FieldError("columns", roster))
                : Speak.Wrong(book, [.. errors]);
        }

        if (asked.Save is not null)
            known = await keep.RunAsync(scope, asked.Save, mapping, cancel);
        if (!asked.Dry && known is null)
        {
            Speak.Say(book, words => words["import.save-first"]);
            return Cli.BadInput;
        }

        return await TakeAsync(services, book, scope, file, mapping, known, asked, cancel);
    }

    private static async Task<int> TakeAsync(
        IServiceProvider services, WordBook book, Scope scope, TableFile file, Mapping mapping, KeptMapping? known, Asked asked, CancellationToken cancel)
    {
        var words = book.In(Rules.Catalogue.Language.Chinese);
        var path = asked.Errors ?? asked.File + ".errors.csv";
        StreamWriter? refused = null;
        var told = 0;
        try
        {
            void Told(RowTold row)
            {
                if (row.Fate == RowFate.Refused)
                {
                    refused ??= Private(path, ErrorFile.Head([.. file.Names.Where(mapping.Fields.ContainsKey)], words));
                    refused.Write(ErrorFile.Of(row.Row, words));
                }

                if (asked.Dry && told++ < 200)
                    Console.WriteLine($"{row.Row.Row.Number}\t{words["import.fate." + (row.Fate == RowFate.Taken ? "would" : row.Fate.ToString().ToLowerInvariant())]}\t{string.Join("；", row.Row.Errors.Select(error => ErrorFile.Why(error, words)))}");
            }

            var take = services.GetRequiredService<TakeIn>();
            var order = new ImportOrder
            {
                Scope = scope,
                File = file,
                Mapping = mapping,
                Name = known?.Name ?? "",
                Version = known?.Version ?? 0,
                Dry = asked.Dry,
                Told = Told,
            };
            switch (await WithBarAsync(words, progress => take.RunAsync(order with { Progress = progress }, cancel)))
            {
                case TakenIn.Refused whole:
                    return Speak.Wrong(book, [.. whole.Errors]);
                case TakenIn.Done { Result: var result }:
                    Speak.Say(book, said => said[asked.Dry ? "import.verb.looked" : "import.verb.taken", result.Taken, result.There, result.Refused]);
                    if (result.Refused > 0)
                        Speak.Say(book, said => said["import.verb.errors", path]);
                    return result.Refused > 0 && result.Taken + result.There == 0 ? Cli.BadInput : 0;
                default:
                    throw new InvalidOperationException();
            }
        }
        finally
        {
            if (refused is not null)
                await refused.DisposeAsync();
        }
    }

    /// <summary>A bar where somebody looks at a terminal; a line a second where it goes into a file.</summary>
    private static async Task<TakenIn> WithBarAsync(IWords words, Func<IProgress<ImportProgress>, Task<TakenIn>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Capabilities.Interactive)
            return await work(new Lines(words));
        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bars =>
        {
            var bar = bars.AddTask(Markup.Escape(words["import.taking"]));
            return await work(new Bar(bar, words));
        });
    }

    /// <summary>Only who runs it reads what was refused: it tells who somebody is.</summary>
    private static StreamWriter Private(string path, string head)
    {
        var writer = new StreamWriter(
            path, ErrorFile.Encoding, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        writer.Write(head);
        return writer;
    }

    private static Mapping Changed(Mapping mapping, Asked asked, TableFile file, Procedure procedure)
    {
        var columns = new Dictionary<string, string>(mapping.Columns);
        foreach (var (name, field) in asked.Map.Select(text => text.Split('=', 2)).Select(parts => (parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : "")))
        {
            if (field.Length == 0)
                columns.Remove(name);
            else
                columns[name] = field;
        }

        return (mapping with
        {
            Columns = columns,
            Procedure = procedure.Id,
            Source = asked.Source ?? mapping.Source,
            Kind = asked.Kind ?? mapping.Kind,
            Place = asked.Place ?? mapping.Place,
            Outcome = asked.Outcome ?? mapping.Outcome,
        }).WithWords(file, procedure);
    }

    /// <summary>What the columns are taken for. What stands in them is not shown.</summary>
    private static void Tell(WordBook book, TableFile file, Mapping mapping)
    {
        var (zh, en) = (book.In(Rules.Catalogue.Language.Chinese), book.In(Rules.Catalogue.Language.English));
        if (file.Sheets.Count > 1)
            Console.WriteLine($"  {zh["import.verb.sheets", file.Sheet, string.Join('、', file.Sheets)]} · {en["import.verb.sheets", file.Sheet, string.Join(", ", file.Sheets)]}");
        foreach (var name in file.Names)
        {
            var key = "import.field." + (mapping.Fields.TryGetValue(name, out var field) ? ImportFields.Code(field) : "none");
            Console.WriteLine($"  {name} → {zh[key]} · {en[key]}");
        }

        foreach (var (word, kind) in mapping.Kinds)
            Console.WriteLine($"  {word} → {kind}");
        foreach (var (word, outcome) in mapping.Outcomes)
            Console.WriteLine($"  {word} → {zh["import.outcome." + outcome]} · {en["import.outcome." + outcome]}");
    }

    private sealed record Asked(
        string File, string? Sheet, string Body, string? Mapping, bool Dry, string? Save, string? Procedure, string? Source, string? Kind, string? Place, string? Outcome, IReadOnlyList<string> Map, string? Errors);

    private sealed class Bar(ProgressTask bar, IWords words) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            bar.Value = 100 * value.Part;
            bar.Description = Markup.Escape(words["import.verb.progress", value.Rows, value.Taken, value.There, value.Refused]);
        }
    }

    private sealed class Lines(IWords words) : IProgress<ImportProgress>
    {
        private long _last;

        public void Report(ImportProgress value)
        {
            if (Environment.TickCount64 - _last < 1000)
                return;
            _last = Environment.TickCount64;
            Console.Error.WriteLine($"{(int)(100 * value.Part)} % {words["import.verb.progress", value.Rows, value.Taken, value.There, value.Refused]}");
        }
    }
}
