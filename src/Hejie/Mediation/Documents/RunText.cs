using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Hejie.Mediation.Documents;

/// <summary>Plain text as the content of a Word run.</summary>
internal static class RunText
{
    /// <summary>
    /// Text, tabs and line breaks, each line led by <paramref name="tabs"/> tabs. Characters that XML cannot carry
    /// (most control characters, half surrogates) are left out.
    /// </summary>
    public static IEnumerable<OpenXmlElement> Of(string value, int tabs)
    {
        var first = true;
        foreach (var line in value.ReplaceLineEndings("\n").Split('\n', '\v'))
        {
            if (!first) yield return new Break();
            first = false;
            for (var i = 0; i < tabs; i++) yield return new TabChar();

            var pieces = line.Split('\t');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0) yield return new TabChar();
                if (Clean(pieces[i]) is { Length: > 0 } text) yield return new Text(text) { Space = SpaceProcessingModeValues.Preserve };
            }
        }
    }

    private static string Clean(string piece)
    {
        var clean = new StringBuilder(piece.Length);
        for (var i = 0; i < piece.Length; i++)
        {
            if (XmlConvert.IsXmlChar(piece[i]))
                clean.Append(piece[i]);
            else if (i + 1 < piece.Length && XmlConvert.IsXmlSurrogatePair(piece[i + 1], piece[i]))
                clean.Append(piece[i]).Append(piece[++i]);
        }

        return clean.ToString();
    }
}
