using System.Text.RegularExpressions;
using Hejie.Journal;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Handling;

/// <summary>A part of a text that says who or where somebody is.</summary>
/// <param name="Start">Where it begins in the text as it was written.</param>
/// <param name="Length">Over how many characters.</param>
internal readonly record struct PersonalPart(int Start, int Length);

/// <summary>
/// Keeps persons out of the desk's summary, the one text that stands in the clear (safeguard 1): the parties' names,
/// telephones and other long numbers, plates, house numbers; in whatever letters, numerals and with whatever between they
/// are written.
/// </summary>
internal static partial class SummaryGuard
{
    /// <summary>The Chinese numerals that stand for one digit each, as a telephone is read out; 两 and 百 are no digits of one.</summary>
    private const string Numerals = "零0〇0一1二2三3四4五5六6七7八8九9壹1贰2叁3肆4伍5陆6柒7捌8玖9幺1洞0拐7勾9";

    private const string Titles =
        "大爷|大妈|大叔|大婶|大嫂|大哥|大姐|奶奶|爷爷|老师|老板|师傅|医生|主任|书记|村长|组长|队长|先生|女士|小姐|太太|阿姨|叔叔|伯伯|婆婆|老汉|老太|支书|会计|经理|姓人家|姓男子|姓女子|家门口|家门前";

    private static readonly Dictionary<char, char> s_digits = Numerals.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    public static IReadOnlyList<FieldError> Errors(Move move, Answers answers, IEnumerable<Person> named)
    {
        if (move.Form.FirstOrDefault(field => field.Type == FieldType.Summary) is not { } field
            || !answers.Sealed.TryGetValue(field.Name, out var summary))
            return [];
        return Personal(summary, named) is { } found
            ? [new FieldError(field.Name, "summary.personal", found)]
            : [];
    }

    /// <summary>
    /// Takes the summary away that names somebody who joins, or is called otherwise from now on: who joins is never refused
    /// for it. The matter stands in lists by its kind and place until the desk writes another one; the former is sealed in
    /// its entry.
    /// </summary>
    public static void Withdraw(MatterRow row, IEnumerable<Person> joined)
    {
        if (row.Summary is { } summary && Named(PlainLetters.Of(summary), joined) is not null)
            row.Summary = null;
    }

    /// <summary>The first part of a text that names a person, or null.</summary>
    /// <param name="text">The text as it was written.</param>
    /// <param name="people">Those whom it must not name.</param>
    public static string? Personal(string text, IEnumerable<Person> people) =>
        PartOf(text, people) is { } part ? text.Substring(part.Start, part.Length) : null;

    /// <summary>Where it stands.</summary>
    public static PersonalPart? PartOf(string text, IEnumerable<Person> people)
    {
        var plain = PlainLetters.Of(text);
        if (Named(plain, people) is { } name)
            return name;

        // A numeral counts as a digit only where several stand together: 一事 and 三方 are words.
        var bare = plain.Select(letter => char.IsLetterOrDigit(letter) || letter == '〇' ? letter : Between(letter) ? null : '|');
        var read = bare.Select(letter => s_digits.GetValueOrDefault(letter, letter));
        return Found(bare, Plate()) ?? Found(read, Number()) ?? Found(plain, House()) ?? Found(plain, Steps());
    }

    private static PersonalPart? Named(PlainLetters plain, IEnumerable<Person> people)
    {
        var letters = plain.Select(letter => char.IsLetterOrDigit(letter) ? letter : null);
        foreach (var person in people)
        {
            var name = PlainLetters.Of(person.Name).Select(letter => char.IsLetterOrDigit(letter) ? letter : null).Text;
            if (name.Length >= 2 && (name.All(char.IsAsciiLetter) ? Found(plain, Latin(name)) : At(letters, name)) is { } called)
                return called;
            if (name.Length is >= 2 and <= 4 && Found(letters, Titled(name)) is { } titled)
                return titled;
            if (person.Telephone is { } telephone && string.Concat(telephone.Where(char.IsAsciiDigit)) is { Length: >= 5 } digits
                && At(letters.Select(letter => s_digits.GetValueOrDefault(letter, letter)), digits) is { } number)
                return number;
        }

        return null;
    }

    private static PersonalPart? At(PlainLetters text, string sought) => text.Text.IndexOf(sought, StringComparison.Ordinal) is >= 0 and var at ? Part(text, at, sought.Length) : null;

    /// <summary>A name in Latin letters, as words of its own, with whatever is put between them.</summary>
    private static Regex Latin(string name) => new("(?<![a-z])" + string.Join("[^a-z0-9]*", name.AsEnumerable()) + "(?![a-z])", RegexOptions.CultureInvariant);

    /// <summary>The surname with a title: 杨大爷, 杨老师; and not 杨某, which names nobody.</summary>
    private static Regex Titled(string name) => new(Regex.Escape(name.Length == 4 ? name[..2] : name[..1]) + "(?:" + Titles + ")", RegexOptions.CultureInvariant);

    private static PersonalPart? Found(PlainLetters text, Regex pattern) =>
        pattern.Match(text.Text) is { Success: true } match ? Part(text, match.Index, match.Length) : null;

    private static PersonalPart Part(PlainLetters text, int at, int length) => text.Place(at, length) is var (start, many) ? new PersonalPart(start, many) : default;

    /// <summary>What is put between the digits of a number; anything else ends it.</summary>
    private static bool Between(char letter) => char.IsWhiteSpace(letter) || letter is '-' or '–' or '—' or '.' or '·' or '•' or '_' or '/' or '(' or ')' or '*';

    /// <summary>Five digits and more: a telephone, an identity number, an account.</summary>
    [GeneratedRegex("[0-9](?:[0-9]){4,}x?")]
    private static partial Regex Number();

    /// <summary>A province, a letter, five signs or six: 云L12345, 云LD12345.</summary>
    [GeneratedRegex("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][a-hj-np-z](?=[a-z0-9]*[0-9])[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳领]{1,2}")]
    private static partial Regex Plate();

    /// <summary>The number of a house, a room, a building: 12号, 3组12号, 二栋, Room 12; and not of a road, a document or a line.</summary>
    [GeneratedRegex(@"(?<!月\s*[0-9一二三四五六七八九十]*)(?:(?:[0-9]+|[一二三四五六七八九十百零〇]+)\s*(?:村民小组|小组|组|社)\s*)?(?:[a-z]?[0-9]+(?:\s*[-–之]\s*[0-9]+)*|[一二三四五六七八九十百零〇]+)\s*(?:号楼|号院|号|室|单元|栋|幢|弄|门牌)(?!线|文|令|通知|公路|决定|意见|公告|省道|国道|机井|坝|桥|渠)"
        + @"|门牌\s*(?:号)?\s*[0-9一二三四五六七八九十百零〇]+|\b(?:room|rm|unit|apt|flat|no|house|door|building)\.?\s*#?\s*[a-z]?[0-9]+(?:-[0-9]+)*|#\s*[0-9]+")]
    private static partial Regex House();

    /// <summary>Building, entrance and door as they are written in towns: 8-2-301.</summary>
    [GeneratedRegex(@"(?<![0-9.-])[0-9]{1,3}\s*[-–]\s*[0-9]{1,2}\s*[-–]\s*[0-9]{2,4}(?![0-9-])")]
    private static partial Regex Steps();
}
