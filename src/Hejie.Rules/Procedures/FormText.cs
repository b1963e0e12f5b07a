using System.Text;

namespace Hejie.Rules.Procedures;

/// <summary>Text as people type it, made fit to be kept, counted and printed.</summary>
public static class FormText
{
    /// <summary>
    /// Trims, brings line ends to one form, and takes out what no form can have meant and what breaks later: control
    /// characters, halves of surrogate pairs, characters that are none, and marks that turn the direction of writing.
    /// </summary>
    /// <param name="text">As it came; null counts as empty.</param>
    /// <param name="lines">Whether it may have lines; else a line end becomes a space.</param>
    public static string Clean(string? text, bool lines)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n')
                kept.Append(lines ? '\n' : ' ');
            else if (rune.Value == '\t')
                kept.Append(' ');
            else if (!IsRefuse(rune))
                kept.Append(rune);
        }

        return kept.ToString().Trim();
    }

    /// <summary>Digits and signs as a Chinese keyboard may give them (１３８－), in their half-width form.</summary>
    public static string HalfWidth(string text) => string.Create(text.Length, text, static (into, from) =>
    {
        for (var index = 0; index < from.Length; index++)
            into[index] = from[index] switch { >= '！' and <= '～' => (char)(from[index] - '！' + '!'), '　' => ' ', '—' or '–' or '−' => '-', var other => other };
    });

    // A half of a pair comes out of the enumeration as U+FFFD.
    private static bool IsRefuse(Rune rune) =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0xFEFF or (>= 0xFDD0 and <= 0xFDEF);
}
