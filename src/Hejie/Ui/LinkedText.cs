using System.Globalization;
using System.Text.Encodings.Web;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;

namespace Hejie.Ui;

/// <summary>A piece of a text, and where it leads; null for nowhere.</summary>
internal readonly record struct TextRun(string Text, string? Href = null);

/// <summary>A text of which some pieces are links: a sentence whose numbers open what is behind them.</summary>
/// <param name="Runs">Its pieces in their order.</param>
internal sealed record LinkedText(IReadOnlyList<TextRun> Runs) : IHtmlContent
{
    /// <summary>A word with values, each a piece of its own: the first takes the place of <c>{0}</c>.</summary>
    public static LinkedText Of(IWords words, string key, params IReadOnlyList<TextRun> values) =>
        new([.. Template.Parts(words[key]).Select(part => part.IsPlace ? values[int.Parse(part.Text, CultureInfo.InvariantCulture)] : new TextRun(part.Text))]);

    /// <summary>This text and another after it.</summary>
    public LinkedText And(string between, LinkedText other) => new([.. Runs, new TextRun(between), .. other.Runs]);

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var run in Runs)
        {
            if (run.Href is { } href)
                Markup.El("a").With("href", href).Text(run.Text).WriteTo(writer, encoder);
            else
                encoder.Encode(writer, run.Text);
        }
    }

    /// <summary>The text without its links.</summary>
    public override string ToString() => string.Concat(Runs.Select(run => run.Text));
}
