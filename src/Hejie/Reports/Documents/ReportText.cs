using Hejie.Ui.Charts;

namespace Hejie.Reports.Documents;

/// <summary>A report as it is read: on the page, in Word and on paper alike.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Issuer">The body that issues it, with the period.</param>
/// <param name="Sections">Its sections, in their order.</param>
/// <param name="Sources">Where its figures come from, and how they are computed again.</param>
internal sealed record ReportText(string Title, string Issuer, IReadOnlyList<ReportSection> Sections, string Sources);

/// <summary>A section of a report.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Paragraphs">What is said.</param>
/// <param name="Figures">What is shown, if anything.</param>
/// <param name="As">How it is drawn.</param>
internal sealed record ReportSection(string Heading, IReadOnlyList<string> Paragraphs, Chart? Figures, ChartKind As);
