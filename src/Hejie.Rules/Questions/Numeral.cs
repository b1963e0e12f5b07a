using System.Globalization;

namespace Hejie.Rules.Questions;

/// <summary>Small numbers, written as 12, 十二 or twelve.</summary>
internal static class Numeral
{
    /// <summary>The pattern of one, in plain text.</summary>
    internal const string Pattern = "(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})";

    /// <summary>The pattern of a year's number: 2026, 二〇二六.</summary>
    internal const string YearPattern = "(?:(?:19|20)[0-9]{2}|[一二][〇零九][〇零一二三四五六七八九]{2})";

    private const string Digits = "〇一二三四五六七八九";

    private static readonly string[] s_english =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>The numbers that words are made of (三个县), each as it can be written.</summary>
    internal static IEnumerable<(int Number, string[] Zh, string[] En)> Small { get; } = [.. Enumerable.Range(1, 20).Select(number =>
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        string[] zh = number == 2 ? [digits, "二", "两"] : [digits, Chinese(number)];
        string[] en = number <= s_english.Length ? [digits, s_english[number - 1]] : [digits];
        return (number, zh, en);
    })];

    /// <summary>Reads one; null where it is none.</summary>
    internal static int? Read(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        if (Array.IndexOf(s_english, text) is >= 0 and var word)
            return word + 1;
        var (sum, digit) = (0, 0);
        foreach (var (index, sign) in text.Index())
        {
            var step = sign switch { '十' => 10, '百' => 100, _ => 1 };
            if (step == 1)
            {
                // Two digits side by side are no number: 三五天.
                if (digit > 0 || Value(sign) is not > 0 and var none)
                    return null;
                digit = Value(sign);
                continue;
            }

            if (digit == 0 && index > 0 || sum > 0 && step >= 100)
                return null;
            sum += Math.Max(digit, 1) * step;
            digit = 0;
        }

        return sum + digit is > 0 and var read ? read : null;
    }

    /// <summary>Reads a year's number, digit by digit.</summary>
    internal static int ReadYear(string text) => text.Aggregate(0, (year, sign) => year * 10 + (char.IsAsciiDigit(sign) ? sign - '0' : Value(sign)));

    /// <summary>A number below 100 in Chinese.</summary>
    internal static string Chinese(int number) => number switch
    {
        < 10 => Digits[number..(number + 1)],
        < 20 => "十" + (number == 10 ? "" : Chinese(number - 10)),
        _ => Chinese(number / 10) + "十" + (number % 10 == 0 ? "" : Chinese(number % 10)),
    };

    private static int Value(char sign) => sign switch { '两' => 2, '零' => 0, _ => Digits.IndexOf(sign) };
}
