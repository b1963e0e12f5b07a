using System.Text.RegularExpressions;
using Hejie.Rules.Procedures;

namespace Hejie.Quick;

/// <summary>What stands in a line of a quick report and must not.</summary>
/// <param name="Code">The code of the error: <c>quick.name</c>, <c>quick.gathering</c> and so on.</param>
/// <param name="Start">Where it begins in the line as it was written.</param>
/// <param name="Length">Over how many characters.</param>
internal sealed record LineFinding(string Code, int Start, int Length);

/// <summary>
/// Holds the line of a quick report to the danger (safeguard 6): identity numbers, telephones, plates, names of persons, and
/// what is no danger at all, in whatever letters, spaces and numerals they are written. It refuses and shows the place; it
/// never mends silently, since who reports must know that a name goes nowhere.
/// </summary>
internal static partial class LineGuard
{
    private const int IdentityLength = 18;

    private static readonly int[] s_weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private static readonly Dictionary<char, char> s_numerals = new()
    {
        ['〇'] = '0',
        ['零'] = '0',
        ['一'] = '1',
        ['二'] = '2',
        ['三'] = '3',
        ['四'] = '4',
        ['五'] = '5',
        ['六'] = '6',
        ['七'] = '7',
        ['八'] = '8',
        ['九'] = '9',
        ['壹'] = '1',
        ['贰'] = '2',
        ['叁'] = '3',
        ['肆'] = '4',
        ['伍'] = '5',
        ['陆'] = '6',
        ['柒'] = '7',
        ['捌'] = '8',
        ['玖'] = '9',
        ['幺'] = '1',
        ['两'] = '2',
        ['洞'] = '0',
        ['拐'] = '7',
        ['勾'] = '9',
    };

    /// <summary>The first thing that must not stand in a line; null where it is about the danger alone.</summary>
    public static LineFinding? Find(string line)
    {
        var plain = PlainLetters.Of(line);
        var bare = plain.Select(letter => char.IsLetterOrDigit(letter) ? letter : null);
        return Number(bare.Select(letter => s_numerals.GetValueOrDefault(letter, letter)))
            ?? PersonNames.Find(plain)
            ?? (DangerWords.In(line) is { } misuse ? new LineFinding(CodeOf(misuse.Misuse), misuse.Start, misuse.Length) : null);
    }

    /// <summary>What is wrong with the texts of a form of a quick report, each with the part that is.</summary>
    public static IEnumerable<FieldError> Errors(IReadOnlyDictionary<string, string> texts) => texts
        .Select(text => (text.Key, text.Value, Found: Find(text.Value))).Where(text => text.Found is not null)
        .Select(text => new FieldError(text.Key, text.Found!.Code, text.Value.Substring(text.Found.Start, text.Found.Length)));

    /// <summary>What is wrong with the sealed texts of answers, where the procedure is a quick report.</summary>
    public static IReadOnlyList<FieldError> Errors(Procedure procedure, IEnumerable<Field> form, Answers answers) => !procedure.IsDanger ? [] :
        [.. Errors(answers.Sealed.Where(answer => form.Any(field => field.Name == answer.Key && field.Type is FieldType.Text or FieldType.LongText or FieldType.Summary)).ToDictionary())];

    private static LineFinding? Number(PlainLetters digits)
    {
        foreach (Match run in Long().Matches(digits.Text))
        {
            if (run.Length >= IdentityLength && Enumerable.Range(0, run.Length - IdentityLength + 1).Any(at => IsIdentity(run.Value.AsSpan(at, IdentityLength))))
                return Found("quick.identity", digits, run);
        }

        return Long().Match(digits.Text) is { Success: true } number ? Found(number.Length >= 15 ? "quick.identity" : "quick.telephone", digits, number)
            : Mobile().Match(digits.Text) is { Success: true } mobile ? Found("quick.telephone", digits, mobile)
            : Plate().Matches(digits.Text).FirstOrDefault(plate => plate.Value.Count(char.IsAsciiDigit) >= 2) is { } shown ? Found("quick.plate", digits, shown)
            : Said().Match(digits.Text) is { Success: true } said ? Found("quick.plate", digits, said)
            : null;
    }

    /// <summary>Whether 18 characters are an identity number, by their check digit (GB 11643).</summary>
    private static bool IsIdentity(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var index = 0; index < s_weights.Length; index++)
        {
            if (!char.IsAsciiDigit(number[index]))
                return false;
            sum += (number[index] - '0') * s_weights[index];
        }

        return number[^1] == "10x98765432"[sum % 11];
    }

    private static LineFinding Found(string code, PlainLetters text, Match match) =>
        text.Place(match.Index, match.Length) is var (start, length) ? new LineFinding(code, start, length) : throw new InvalidOperationException();

    private static string CodeOf(Misuse misuse) => "quick." + misuse.ToString().ToLowerInvariant();

    /// <summary>Eight digits and more: a number of somebody. A kilometre stone of a road begins with its letter.</summary>
    [GeneratedRegex(@"(?<![\dkgsx])\d{8,}x?")]
    private static partial Regex Long();

    [GeneratedRegex(@"1[3-9]\d{9}|(?<!\d)0\d{9,11}|(?:电话|手机|联系|微信|qq|号码|拨打?)(?:号码|号)?(?:是|为|:)?\d{6,}|(?:tel|phone|call|mobile)\w{0,6}\d{7,}")]
    private static partial Regex Mobile();

    /// <summary>A province, a letter, five signs or six: 云L12345, 云AD12345.</summary>
    [GeneratedRegex("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][a-hj-np-z](?:[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳领]{1,2})")]
    private static partial Regex Plate();

    [GeneratedRegex("(?:车牌|牌照|车号|牌号)(?:号码|号)?(?:是|为|尾号)?[a-z]?[a-z0-9]{3,7}|(?:车|车牌|牌照)?尾号(?:是|为)?[a-z0-9]{3,5}|plate\\w{0,8}[a-z]{1,2}[0-9]{3,}")]
    private static partial Regex Said();
}
