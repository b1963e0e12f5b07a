using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Rules.Reports;

/// <summary>A report as its file in <c>catalogue/reports</c> lays it out.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="Level">The level of the bodies that issue it: county or prefecture.</param>
/// <param name="Unit">What it is of: a month, a quarter or a year.</param>
/// <param name="Title">Its title; <c>{place}</c> and <c>{period}</c> are filled.</param>
/// <param name="Sections">Its sections, in their order.</param>
public sealed record ReportTemplate(string Id, PlaceLevel Level, FigureUnit Unit, Words Title, IReadOnlyList<ReportPart> Sections);

/// <summary>A section.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Says">What it says; numbers are named in braces, see <see cref="ReportBook.Numbers"/>.</param>
/// <param name="Chart">What it shows; null: nothing.</param>
public sealed record ReportPart(Words Heading, Words Says, ReportChart? Chart);

/// <summary>A chart of a section.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="By">By what it is told apart.</param>
/// <param name="Level">Of places, at which level.</param>
/// <param name="Unit">Of time, in which parts.</param>
/// <param name="Line">Whether it is a line; else bars.</param>
/// <param name="Top">The most rows.</param>
/// <param name="Compare">Beside which days it is set.</param>
public sealed record ReportChart(Words Title, Measure Measure, Dimension By, PlaceLevel Level, FigureUnit Unit, bool Line, int Top, ReportCompare Compare);

/// <summary>Beside which days a figure is set.</summary>
public enum ReportCompare
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>The period before.</summary>
    Before,

    /// <summary>The same days of the year before.</summary>
    Year,
}
