using System.Text.Json.Serialization;

namespace Hejie.Ui.Charts;

/// <summary>How figures are drawn.</summary>
public enum ChartKind
{
    /// <summary>A bar a row, its number beside it; a second value as a hollow bar beneath.</summary>
    Bars,

    /// <summary>A line a value over the rows, which are in the order of time.</summary>
    Line,

    /// <summary>A band a row, from what the row is named to what its <see cref="ChartRow.To"/> names, as wide as its value.</summary>
    Flow,

    /// <summary>A tile a row, where its <see cref="ChartRow.At"/> puts it; the darker, the more.</summary>
    Tiles,
}

/// <summary>
/// Figures with their words: what a chart draws and what its table lists, so that neither says what the other does not.
/// </summary>
/// <param name="Title">What the figures are of.</param>
/// <param name="Head">The heading of the rows.</param>
/// <param name="Series">The heading of each value.</param>
/// <param name="Rows">The rows.</param>
public sealed record Chart(string Title, string Head, IReadOnlyList<string> Series, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>The heading of what flows end at; only of flows.</summary>
    public string? HeadTo { get; init; }

    /// <summary>Whether much is bad, as of what is late: the chart is camellia red instead of indigo.</summary>
    public bool Late { get; init; }

    /// <summary>What is said beneath it: a share that is hidden, an error, a source.</summary>
    public string? Note { get; init; }

    /// <summary>Where what the note says is opened.</summary>
    public string? NoteHref { get; init; }

    /// <summary>The largest value of any row; 0 where there is none.</summary>
    [JsonIgnore]
    public double Most => Rows.SelectMany(row => row.Values).Max() ?? 0;
}

/// <summary>A row of figures.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Values">A value a series; null where there is none.</param>
/// <param name="Texts">The values in words of the request's language.</param>
public sealed record ChartRow(string Label, IReadOnlyList<double?> Values, IReadOnlyList<string> Texts)
{
    /// <summary>Where what is behind the figure is opened.</summary>
    public string? Href { get; init; }

    /// <summary>Where what is behind the second figure is opened.</summary>
    public string? OtherHref { get; init; }

    /// <summary>Where one goes on with what the row is of: into a place. A picture of tiles leads there.</summary>
    [JsonIgnore]
    public string? Into { get; init; }

    /// <summary>What a flow ends at.</summary>
    public string? To { get; init; }

    /// <summary>Where what is behind a figure is opened, by its series.</summary>
    public string? HrefOf(int series) => series switch { 0 => Href, 1 => OtherHref, _ => null };

    /// <summary>Column and row of a tile, from 0; none: after the others.</summary>
    [JsonIgnore]
    public (int Column, int Row)? At { get; init; }
}
