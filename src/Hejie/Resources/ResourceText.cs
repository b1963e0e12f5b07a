using System.Text.RegularExpressions;

namespace Hejie.Resources;

/// <summary>Keeps telephones and identity numbers out of names, offices and hours, which everybody of staff reads and some of it the public.</summary>
internal static partial class ResourceText
{
    /// <summary>Whether a text has seven digits and more in a row, spaced or not. Hours and the number of a room have fewer.</summary>
    public static bool HasNumber(string text) => Number().IsMatch(text);

    /// <summary>Whether a text can be an office's telephone.</summary>
    public static bool IsTelephone(string text) =>
        text.Length <= ListResource.LongestTelephone && text.All(letter => char.IsAsciiDigit(letter) || letter is '-' or ' ' or '+');

    [GeneratedRegex(@"[0-9０-９](?:[\s\-]?[0-9０-９]){6,}")]
    private static partial Regex Number();
}
