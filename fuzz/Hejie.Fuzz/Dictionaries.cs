using System.Globalization;
using System.Text;

namespace Hejie.Fuzz;

/// <summary>Words as afl-fuzz reads them from a file.</summary>
internal static class Dictionaries
{
    /// <summary>A word between quotes, with its bytes in hex where they are no plain letters.</summary>
    public static string Line(string word)
    {
        var line = new StringBuilder("\"");
        foreach (var one in Encoding.UTF8.GetBytes(word))
        {
            if (one is >= (byte)' ' and < 0x7F and not (byte)'"' and not (byte)'\\')
                line.Append((char)one);
            else
                line.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
        }

        return line.Append('"').ToString();
    }
}
