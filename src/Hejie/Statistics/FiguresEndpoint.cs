using System.Text;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Operations;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Statistics;
using Hejie.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Statistics;

/// <summary>The published tables.</summary>
internal sealed record FigureTablesBody(IReadOnlyList<FigureTableBody> Tables);

/// <summary>A published table.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="About">What it counts, and what not.</param>
/// <param name="Measure">filed, accepted or ended.</param>
/// <param name="By">By what it can be told apart: county, procedure, kind, channel, outcome, lateness.</param>
/// <param name="First">The first month that is published.</param>
/// <param name="Last">The last one.</param>
internal sealed record FigureTableBody(string Id, string Title, string About, string Measure, IReadOnlyList<string> By, string? First, string? Last);

/// <summary>Published numbers.</summary>
/// <param name="Table">The table's id.</param>
/// <param name="Unit">month, quarter or year.</param>
/// <param name="By">By what they are told apart.</param>
/// <param name="Periods">The times that are complete; what has no number in one of them is 0.</param>
/// <param name="LikelyError">By how much each differs at most in 19 of 20 cases.</param>
/// <param name="MostError">By how much each can differ.</param>
/// <param name="Numbers">The numbers that are not 0.</param>
internal sealed record FigureNumbersBody(
    string Table, string Unit, IReadOnlyList<string> By, IReadOnlyList<string> Periods, int LikelyError, int MostError, IReadOnlyList<FigureNumberBody> Numbers);

/// <summary>A published number.</summary>
/// <param name="Period">2026, 2026-Q1 or 2026-01.</param>
/// <param name="Keys">What it is of, in the order of the dimensions: code and name.</param>
/// <param name="Matters">How many matters.</param>
internal sealed record FigureNumberBody(string Period, IReadOnlyList<Named> Keys, int Matters);

/// <summary><c>GET /api/v1/figures</c>, <c>GET /api/v1/figures/{table}</c>, and the same as CSV.</summary>
internal static class FiguresEndpoint
{
    private const int Months = 12;

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        api.MapGet("/figures", ListAsync).For(Access.Public)
            .WithName("listFigures").WithSummary("公布的统计表 · The published tables").Produces<FigureTablesBody>();
        api.MapGet("/figures/{table}", ShowAsync).For(Access.Public)
            .WithName("showFigures").WithSummary("一张公布的统计表 · A published table")
            .WithDescription("`unit`：month、quarter、year；`by`：逗号隔开的维度；`periods`：最近几期，最多 120。数字公布前随机改动过，误差写在回答里。 · `unit`: month, quarter or year; `by`: dimensions, by commas; `periods`: how many of the newest, at most 120. Each number was changed a little before it was published; the answer says by how much.")
            .Produces<FigureNumbersBody>().Refuses(400, 404);
        app.MapGet("/figures/dictionary.csv", Dictionary).For(Access.Public).ExcludeFromDescription();
        app.MapGet("/figures/{table}.csv", CsvAsync).For(Access.Public).ExcludeFromDescription();
    }

    /// <summary>A part of time by its name; null where it is none of them.</summary>
    public static FigureUnit? UnitOf(string? unit) => unit switch
    {
        "month" => FigureUnit.Month,
        "quarter" => FigureUnit.Quarter,
        "year" => FigureUnit.Year,
        _ => null,
    };

    private static async Task<IResult> ListAsync(ReadPublished published, CatalogueHolder catalogue, IWords words, CancellationToken cancel)
    {
        var tables = new List<FigureTableBody>();
        foreach (var table in catalogue.Current.Published.Tables)
        {
            var months = await published.MonthsAsync(table, cancel);
            string? Month(int at) => months.Count == 0 ? null : FigureWords.PeriodCode(FigureTime.FirstOf(months[at]), FigureUnit.Month);
            tables.Add(new FigureTableBody(
                table.Id, words[table.Title], words[table.About], PublishedTable.Name(table.Measure), [.. table.By.Select(PublishedTable.Name)], Month(0), Month(Math.Max(0, months.Count - 1))));
        }

        return TypedResults.Ok(new FigureTablesBody(tables));
    }

    private static async Task<IResult> ShowAsync(
        string table, string? unit, string? by, string? periods, ReadPublished published, CatalogueHolder catalogue, FigureWords words, CancellationToken cancel)
    {
        if (catalogue.Current.Published.Find(table) is not { } found)
            return new ApiProblem(StatusCodes.Status404NotFound, "figures.none");
        if (UnitOf(unit ?? "month") is not { } parts)
            return ApiProblem.Field("unit", "field.choice");
        var names = by?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [.. found.By.Select(PublishedTable.Name)];
        if (names.Any(name => found.By.All(known => PublishedTable.Name(known) != name)))
            return ApiProblem.Field("by", "field.choice");
        var most = Months;
        if (periods is not null && (!int.TryParse(periods, System.Globalization.CultureInfo.InvariantCulture, out most) || most is < 1 or > ReadPublished.MostPeriods))
            return ApiProblem.Field("periods", "field.number");
        List<PublishedDimension> told = [.. found.By.Where(known => names.Contains(PublishedTable.Name(known)))];
        var part = await published.RunAsync(found, parts, told, most, cancel);
        return TypedResults.Ok(new FigureNumbersBody(
            found.Id, PublishedTable.Name(parts), [.. told.Select(PublishedTable.Name)], [.. part.Starts.Select(start => FigureWords.PeriodCode(start, parts))],
            PublishedCsv.Likely(part.CellsEach), CellNoise.MostOf(part.CellsEach),
            [.. part.Numbers.Select(number => new FigureNumberBody(
                FigureWords.PeriodCode(number.Start, parts),
                [.. told.Select(dimension => words.Of(number.Key, dimension)).Select(name => new Named(name.Code, name.Name))],
                number.Value))]));
    }

    private static async Task<IResult> CsvAsync(
        string table, string? unit, string? bom, ReadPublished published, CatalogueHolder catalogue, FigureWords words, CancellationToken cancel)
    {
        if (catalogue.Current.Published.Find(table) is not { } found)
            return TypedResults.NotFound();
        var part = await published.RunAsync(found, UnitOf(unit) ?? FigureUnit.Month, found.By, ReadPublished.MostPeriods, cancel);
        return File(PublishedCsv.Table(part, words), found.Id, bom);
    }

    private static FileContentHttpResult Dictionary(string? bom, CatalogueHolder catalogue, DirectoryHolder directory, WordBook book)
    {
        (IWords, FigureWords) In(Language language) => (book.In(language), new FigureWords(catalogue, directory, book.In(language)));
        return File(PublishedCsv.Dictionary(directory.Current, catalogue.Current, In(Language.Chinese), In(Language.English)), "dictionary", bom);
    }

    /// <param name="text">The rows.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="bom">"1" for Excel, which else takes it for GB18030.</param>
    private static FileContentHttpResult File(string text, string name, string? bom)
    {
        byte[] bytes = [.. bom == "1" ? Encoding.UTF8.Preamble.ToArray() : [], .. Encoding.UTF8.GetBytes(text)];
        return TypedResults.File(bytes, "text/csv; charset=utf-8", name + ".csv");
    }
}

[JsonSerializable(typeof(FigureTablesBody))]
[JsonSerializable(typeof(FigureNumbersBody))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
