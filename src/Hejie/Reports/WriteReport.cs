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
        var behind = new Dictionary<string, string>();
        var sections = new List<ReportSection>();
        foreach (var part in template.Sections)
        {
            await FillAsync(figures, period, part.Says.Zh, filled, behind, figureWords, cancel);
            var chart = part.Chart is { } asked ? await DrawAsync(figures, period, asked, figureWords, cancel) : null;
            var numbers = new List<ReportNumber>();
            var said = ReportBook.Fill(part.Says.Zh, filled, (name, at) =>
            {
                if (behind.TryGetValue(name, out var href))
                    numbers.Add(new ReportNumber(0, at, filled[name].Length, href));
            });
            sections.Add(new ReportSection(part.Heading.Zh, [said], chart, part.Chart is { Line: true } ? ChartKind.Line : ChartKind.Bars) { Numbers = numbers });
        }

        return new ReportText(
            ReportBook.Fill(template.Title.Zh, filled),
            _words["report.issuer", scope.Body.Name, filled["period"]],
            sections,
            _words["report.sources", _words.WholeDay(period.From), _words.WholeDay(period.Until)]);
    }

    private async Task FillAsync(FigureScope figures, Slice period, string text, Dictionary<string, string> filled, Dictionary<string, string> behind, FigureWords figureWords, CancellationToken cancel)
    {
        foreach (var name in ReportBook.NamedIn(text).Where(name => !filled.ContainsKey(name)).ToList())
        {
            var parts = name.Split('.');
            var slice = period with { Measure = ReportBook.Numbers[parts[0]] };
            slice = parts.ElementAtOrDefault(1) switch { "before" => slice.Before(), "year" => slice.YearBefore(), _ => slice };
            if (await read.RunAsync(figures, slice, FigureCompare.Nothing, cancel) is not FiguresAnswer.Done done)
                throw new InvalidOperationException($"The number '{name}' of a report cannot be counted.");
            filled[name] = figureWords.Text(slice, done.Figures.Total);
            if (DrawFigures.Link(done.Figures.Total, own: false) is { } href)
                behind[name] = href;
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
