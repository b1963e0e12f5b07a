using System.Globalization;

namespace Hejie.Bodies;

/// <summary>The number of a page, as programs and addresses give it.</summary>
internal static class Pages
{
    /// <summary>Reads a number from 1; absent is the first.</summary>
    public static bool TryRead(string? text, int last, out int page)
    {
        page = 1;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page) && page >= 1 && page <= last);
    }
}
