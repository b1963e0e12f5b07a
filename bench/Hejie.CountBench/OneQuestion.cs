using BenchmarkDotNet.Attributes;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;
using Hejie.Rules.Time;

namespace Hejie.CountBench;

/// <summary>What it costs to read one question in plain words, with the places of the prefecture.</summary>
[MemoryDiagnoser]
public class OneQuestion
{
    private static readonly DateOnly s_today = new(2026, 11, 27);

    private Vocabulary _words = null!;

    /// <summary>The question.</summary>
    [Params(
        "上个月宾川县逾期的土地纠纷有多少件，比去年同期",
        "land disputes overdue last month in Binchuan compared with the same time last year",
        "上个月冰川县逾期的土地纠纷有多少件")]
    public string Text { get; set; } = "";

    /// <summary>Reads the catalogue.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var folder = new CatalogueFolder(Path.Combine(AppContext.BaseDirectory, "catalogue"));
        var procedures = ProcedureBook.Load(folder.Yaml("procedures"), folder.Yaml("procedures/parts"), RuleBook.Load(folder.Yaml("rules")));
        var book = QuestionBook.Load("questions/questions.yaml", folder.Text("questions/questions.yaml"), procedures);
        var places = folder.Text("places/dali.csv").Split('\n').Skip(1).Select(line => line.TrimEnd('\r').Split(',')).Where(parts => parts.Length == 4)
            .ToDictionary(parts => PlaceCode.Parse(parts[0]), parts => parts[1]);
        _words = Vocabulary.Of(book, procedures, places, []);
    }

    /// <summary>Reads it.</summary>
    [Benchmark]
    public Reading Read() => QuestionReader.Read(Text, _words, s_today);
}
