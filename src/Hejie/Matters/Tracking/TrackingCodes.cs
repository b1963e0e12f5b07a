using System.Security.Cryptography;
using System.Text;
using Hejie.Privacy;

namespace Hejie.Matters.Tracking;

/// <summary>
/// Tracking codes: three neutral characters for the county, sixteen for 80 random bits, one check character, in an
/// alphabet that can be read out on a telephone. Only a keyed hash is stored.
/// </summary>
internal sealed class TrackingCodes(InstallationKey installation)
{
    /// <summary>No I, L, O, U: nothing that is heard or read as something else.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int MarkLength = 3;
    private const int Length = 20;
    private const int RandomLength = Length - MarkLength - 1;
    private const int Base = 32;

    private readonly byte[] _key = installation.For("tracking-codes");

    /// <summary>A fresh code for a matter of a county, as plain characters.</summary>
    public static string Fresh(int county) => Of(county, RandomNumberGenerator.GetBytes(RandomLength));

    /// <summary>The code of a county with these random bytes.</summary>
    public static string Of(int county, ReadOnlySpan<byte> bytes)
    {
        var code = new StringBuilder(Length);
        var mark = Mark(county);
        for (var place = MarkLength - 1; place >= 0; place--)
            code.Append(Alphabet[(mark >> (5 * place)) & 31]);
        foreach (var random in bytes[..RandomLength])
            code.Append(Alphabet[random & 31]);
        return code.Append(Check(code.ToString())).ToString();
    }

    /// <summary>A code as people write it: 7KM-3QX9-T2WH-P4CN-8RVD-5.</summary>
    public static string Display(string code) =>
        $"{code[..3]}-{code[3..7]}-{code[7..11]}-{code[11..15]}-{code[15..19]}-{code[19..]}";

    /// <summary>What was typed, as plain characters, or null where it can be no code: a wrong length or a slip that the check character shows.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 100 || !IsText(typed))
            return null;
        var code = new StringBuilder(Length);
        foreach (var character in typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant())
        {
            var read = character switch { 'O' => '0', 'I' or 'L' => '1', 'U' => 'V', _ => character };
            if (Alphabet.Contains(read, StringComparison.Ordinal))
                code.Append(read);
            else if (!char.IsWhiteSpace(read) && read is not ('-' or '_' or '·' or '.' or '—' or '–'))
                return null;
        }

        var text = code.ToString();
        return text.Length == Length && Check(text[..^1]) == text[^1] ? text : null;
    }

    /// <summary>Whether a code can be of a county.</summary>
    public static bool IsOf(string code, int county)
    {
        var mark = 0;
        foreach (var character in code.AsSpan(0, MarkLength))
            mark = (mark << 5) | Alphabet.IndexOf(character, StringComparison.Ordinal);
        return mark == Mark(county);
    }

    /// <summary>What is stored.</summary>
    public byte[] Hash(string code) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(code));

    /// <summary>Whether it is text at all: half a surrogate pair and U+FFFE have no normal form.</summary>
    private static bool IsText(string typed) => !typed.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || rune.Value == 0xFFFE);

    /// <summary>Fifteen bits that say nothing by themselves; unique within a province, since the factor is odd.</summary>
    private static int Mark(int county) => ((county * 7919) + 4242) & 0x7FFF;

    /// <summary>Luhn's check in base 32: finds every single slip and nearly every swap of neighbours.</summary>
    private static char Check(string text)
    {
        var sum = 0;
        for (var index = text.Length - 1; index >= 0; index--)
        {
            var value = Alphabet.IndexOf(text[index], StringComparison.Ordinal);
            if ((text.Length - 1 - index) % 2 == 0)
                value = (value * 2 / Base) + (value * 2 % Base);
            sum += value;
        }

        return Alphabet[(Base - (sum % Base)) % Base];
    }
}
