using System.Globalization;
using System.Text;
using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Rules.Statistics;
using Hejie.Ui;

namespace Hejie.Statistics;

/// <summary>Published tables as CSV (RFC 4180, UTF-8), for programs and for Excel. No cell can be taken for a formula.</summary>
internal static class PublishedCsv
{
    /// <summary>One row for each number, zeros included.</summary>
    public static string Table(PublishedPart part, FigureWords words)
    {
        var text = new StringBuilder();
        Row(text, ["table", "measure", "unit", "period", .. part.By.SelectMany(by => new[] { PublishedTable.Name(by), PublishedTable.Name(by) + "_name" }), "matters", "likely_error", "most_error"]);
        var known = part.Numbers.ToDictionary(number => (number.Start, number.Key), number => number.Value);
        foreach (var start in part.Starts)
        {
            foreach (var key in part.Keys)
            {
                var names = part.By.Select(by => words.Of(key, by)).SelectMany(name => new[] { name.Code, name.Name });
                Row(text,
                [
                    part.Table.Id, PublishedTable.Name(part.Table.Measure), PublishedTable.Name(part.Unit), FigureWords.PeriodCode(start, part.Unit), .. names,
                    known.GetValueOrDefault((start, key)).ToString(CultureInfo.InvariantCulture),
                    Likely(part.CellsEach).ToString(CultureInfo.InvariantCulture), CellNoise.MostOf(part.CellsEach).ToString(CultureInfo.InvariantCulture),
                ]);
            }
        }

        return text.ToString();
    }

    /// <summary>What every column and every code means, in both languages.</summary>
    public static string Dictionary(BodyDirectory directory, Catalogue catalogue, (IWords Words, FigureWords Figures) chinese, (IWords Words, FigureWords Figures) english)
    {
        var (book, zh, en) = (catalogue.Published, chinese.Words, english.Words);
        IEnumerable<string> Both(Func<FigureWords, string> name) => [name(chinese.Figures), name(english.Figures)];
        var text = new StringBuilder();
        Row(text, ["column", "code", "zh", "en"]);
        foreach (var column in new[] { "table", "measure", "unit", "period", "matters", "likely_error", "most_error" })
            Row(text, [column, "", zh["figures.column." + column], en["figures.column." + column]]);
        foreach (var by in Enum.GetValues<PublishedDimension>())
            Row(text, [PublishedTable.Name(by), "", .. Both(words => words.Dimension(by))]);
        foreach (var table in book.Tables)
            Row(text, ["table", table.Id, $"{zh[table.Title]}：{zh[table.About]}", $"{en[table.Title]}: {en[table.About]}"]);
        foreach (var measure in book.Tables.Select(table => table.Measure).Distinct())
            Row(text, ["measure", PublishedTable.Name(measure), zh["figures.measure." + PublishedTable.Name(measure)], en["figures.measure." + PublishedTable.Name(measure)]]);
        foreach (var county in directory.Counties.Distinct().Order())
            Row(text, ["county", county.ToString(CultureInfo.InvariantCulture), .. Both(words => words.County(county))]);
        foreach (var id in book.Tables.SelectMany(table => table.Procedures).Distinct())
        {
            Row(text, ["procedure", id, .. Both(words => words.Procedure(id))]);
            foreach (var kind in catalogue.Procedures.Find(id)?.Kinds ?? [])
                Row(text, ["kind", $"{id}/{kind.Code}", .. Both(words => words.Kind($"{id}/{kind.Code}"))]);
        }

        foreach (var channel in Enum.GetValues<FigureChannel>())
            Row(text, ["channel", PublishedTable.Name(channel), .. Both(words => words.Channel(channel))]);
        foreach (var outcome in Enum.GetValues<FigureOutcome>().Where(outcome => outcome != FigureOutcome.Open))
            Row(text, ["outcome", PublishedTable.Name(outcome), .. Both(words => words.Outcome(outcome))]);
        foreach (var late in new[] { false, true })
            Row(text, ["lateness", late ? "late" : "in-time", .. Both(words => words.Lateness(late))]);
        return text.ToString();
    }

    /// <summary>By how much a number differs in 19 of 20 cases; never more than it can.</summary>
    public static int Likely(int cells) => Math.Min(CellNoise.MostOf(cells), CellNoise.LikelyOf(cells));

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string cell)
    {
        // A spreadsheet takes what begins so for a formula.
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            cell = "'" + cell;
        return cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
