using Hejie.Ui;
using Hejie.Ui.Charts;

namespace Hejie.Reports.Documents;

/// <summary>A report as it is read: on the page, in Word and on paper alike.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Issuer">The body that issues it, with the period.</param>
/// <param name="Sections">Its sections, in their order.</param>
/// <param name="Sources">Where its figures come from, and how they are computed again.</param>
internal sealed record ReportText(string Title, string Issuer, IReadOnlyList<ReportSection> Sections, string Sources)
{
    /// <summary>The same without links, for who may read it and opens no figures of an area.</summary>
    public ReportText WithoutLinks() => this with
    {
        Sections = [.. Sections.Select(section => section with
        {
            Numbers = [],
            Figures = section.Figures is { } chart ? chart with { NoteHref = null, Rows = [.. chart.Rows.Select(row => row with { Href = null, OtherHref = null })] } : null,
        })],
    };
}

/// <summary>A section of a report.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Paragraphs">What is said.</param>
/// <param name="Figures">What is shown, if anything.</param>
/// <param name="As">How it is drawn.</param>
internal sealed record ReportSection(string Heading, IReadOnlyList<string> Paragraphs, Chart? Figures, ChartKind As)
{
    /// <summary>The numbers of the paragraphs that lead somewhere, in their order.</summary>
    public IReadOnlyList<ReportNumber> Numbers { get; init; } = [];

    /// <summary>A paragraph as the page shows it.</summary>
    public LinkedText Linked(int paragraph)
    {
        var (text, at, runs) = (Paragraphs[paragraph], 0, new List<TextRun>());
        foreach (var number in Numbers.Where(number => number.Paragraph == paragraph))
        {
            runs.Add(new TextRun(text[at..number.At]));
            at = number.At + number.Length;
            runs.Add(new TextRun(text[number.At..at], number.Href));
        }

        return new LinkedText([.. runs, new TextRun(text[at..])]);
    }
}

/// <summary>A number in a paragraph, and where the matters behind it are listed.</summary>
/// <param name="Paragraph">Which paragraph, from 0.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Href">Where it leads.</param>
internal sealed record ReportNumber(int Paragraph, int At, int Length, string Href);
