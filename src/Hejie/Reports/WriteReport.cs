using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Overview;
using Hejie.Reports.Documents;
using Hejie.Rules.Reports;
using Hejie.Rules.Statistics;
using Hejie.Statistics;
using Hejie.Ui;
using Hejie.Ui.Charts;
using Language = Hejie.Rules.Catalogue.Language;

namespace Hejie.Reports;

/// <summary>
/// Writes a report by its template out of the sums: in Chinese, whoever asks, since it is an official document. Written
/// again of the same closed period it says the same, unless the journal says something else by now.
/// </summary>
internal sealed class WriteReport(ReadFigures read, CatalogueHolder catalogue, DirectoryHolder directory, WordBook book)
{
    private readonly IWords _words = book.In(Language.Chinese);

    /// <param name="scope">Who has it written: the area is that of the post.</param>
    /// <param name="template">The template.</param>
    /// <param name="from">The first day of the period.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Null where the post oversees no area.</returns>
    public async Task<ReportText?> RunAsync(Scope scope, ReportTemplate template, DateOnly from, CancellationToken cancel)
    {
        if (FigureScope.OfArea(scope, directory.Current) is not { } figures)
            return null;
        var place = scope.Body.Place;
        var period = new Slice { Measure = Measure.Filed, Places = [place], From = from, Until = FigureTime.End(from, template.Unit) };
        var figureWords = new FigureWords(catalogue, directory, _words);
        var filled = new Dictionary<string, string>
        {
            ["place"] = directory.Current.Place(place)?.Name ?? "",
            ["period"] = figureWords.Period(from, template.Unit),
        };
        var sections = new List<ReportSection>();
        foreach (var part in template.Sections)
        {
            await FillAsync(figures, period, part.Says.Zh, filled, figureWords, cancel);
            var chart = part.Chart is { } asked ? await DrawAsync(figures, period, asked, figureWords, cancel) : null;
            sections.Add(new ReportSection(part.Heading.Zh, [ReportBook.Fill(part.Says.Zh, filled)], chart, part.Chart is { Line: true } ? ChartKind.Line : ChartKind.Bars));
        }

        return new ReportText(
            ReportBook.Fill(template.Title.Zh, filled),
            _words["report.issuer", scope.Body.Name, filled["period"]],
            sections,
            _words["report.sources", _words.WholeDay(period.From), _words.WholeDay(period.Until)]);
    }

    private async Task FillAsync(FigureScope figures, Slice period, string text, Dictionary<string, string> filled, FigureWords figureWords, CancellationToken cancel)
    {
        foreach (var name in ReportBook.NamedIn(text).Where(name => !filled.ContainsKey(name)).ToList())
        {
            var parts = name.Split('.');
            var slice = period with { Measure = ReportBook.Numbers[parts[0]] };
            slice = parts.ElementAtOrDefault(1) switch { "before" => slice.Before(), "year" => slice.YearBefore(), _ => slice };
            filled[name] = await read.RunAsync(figures, slice, FigureCompare.Nothing, cancel) is FiguresAnswer.Done done
                ? figureWords.Text(slice, done.Figures.Total)
                : throw new InvalidOperationException($"The number '{name}' of a report cannot be counted.");
        }
    }

    private async Task<Chart> DrawAsync(FigureScope figures, Slice period, ReportChart asked, FigureWords figureWords, CancellationToken cancel)
    {
        var slice = period with { Measure = asked.Measure, By = [asked.By], Level = asked.Level, Unit = asked.Unit, Largest = asked.Line ? null : asked.Top };
        // Places and bodies are never set beside each other by how many petition or complain (safeguard 7).
        if (asked.By is Dimension.Place or Dimension.Body && slice is { IsShare: false, IsDays: false })
            slice = slice with { Procedures = [.. figures.Procedures.Except(catalogue.Current.Questions.NeverRanked).Order(StringComparer.Ordinal)] };
        var compare = asked.Compare switch { ReportCompare.Before => FigureCompare.Before, ReportCompare.Year => FigureCompare.YearBefore, _ => FigureCompare.Nothing };
        if (await read.RunAsync(figures, slice, compare, cancel) is not FiguresAnswer.Done done)
            throw new InvalidOperationException($"The chart '{asked.Title.Zh}' of a report cannot be counted.");
        var draw = new DrawFigures(figureWords, catalogue, _words);
        return asked.Line ? draw.All(asked.Title.Zh, done.Figures, own: false) : draw.Largest(asked.Title.Zh, done.Figures, own: false);
    }
}
