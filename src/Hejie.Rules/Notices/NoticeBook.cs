using System.Globalization;
using System.Text.Json;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Notices;

/// <summary>What a kind of notice says by one channel.</summary>
/// <param name="Text">The text.</param>
/// <param name="Subject">The subject of an e-mail; null elsewhere.</param>
public sealed record NoticeText(Words Text, Words? Subject);

/// <summary>What parties are told, by telephone and in their calendars: no word of it says what the matter is.</summary>
/// <param name="Invited">To who is named in a matter.</param>
/// <param name="Own">To who filed by the hand of somebody else.</param>
/// <param name="Code">What follows, with the code: <c>{what}</c> and <c>{code}</c>.</param>
/// <param name="Date">The title of a date in their calendar.</param>
/// <param name="DateText">What stands under it.</param>
public sealed record PartyTexts(Words Invited, Words Own, Words Code, Words Date, Words DateText);

/// <summary>
/// The texts of all notices with the times that go with them, as <c>catalogue/notices/notices.yaml</c> states them. A text
/// has only the placeholders that are filled, so that no content of a matter can be put into it.
/// </summary>
public sealed class NoticeBook
{
    private static readonly string[] s_places = ["body", "link", "due"];
    private static readonly string[] s_spoken = ["body"];

    private readonly IReadOnlyDictionary<(NoticeKind, NoticeChannel), NoticeText> _texts;

    private NoticeBook(
        QuietHours quiet, TimeSpan again, int times, int remindDays, int remindPercent, IReadOnlyDictionary<(NoticeKind, NoticeChannel), NoticeText> texts, PartyTexts parties)
    {
        Quiet = quiet;
        Again = again;
        MostCalls = times;
        RemindDays = remindDays;
        RemindPercent = remindPercent;
        _texts = texts;
        Parties = parties;
    }

    /// <summary>The quiet hours of who chose no others.</summary>
    public QuietHours Quiet { get; }

    /// <summary>How long a call waits to be acknowledged before it is repeated.</summary>
    public TimeSpan Again { get; }

    /// <summary>How often it is called in all, the levels above included.</summary>
    public int MostCalls { get; }

    /// <summary>How many days before its end a period is reminded of.</summary>
    public int RemindDays { get; }

    /// <summary>Of a short period, how many percent of it are left then.</summary>
    public int RemindPercent { get; }

    /// <summary>What parties are told.</summary>
    public PartyTexts Parties { get; }

    /// <summary>Whether a kind is about a danger: then it is told at once, at any hour, and the telephone of who is on duty rings.</summary>
    public static bool IsDanger(NoticeKind kind) => kind is NoticeKind.QuickReport or NoticeKind.Order;

    /// <summary>Whether a kind is told by a channel: a telephone rings for a danger alone, and to be tried.</summary>
    public static bool IsToldBy(NoticeKind kind, NoticeChannel channel) => channel != NoticeChannel.Voice || IsDanger(kind) || kind == NoticeKind.Test;

    /// <summary>What a kind says by a channel.</summary>
    /// <exception cref="KeyNotFoundException">The kind is not told by it.</exception>
    public NoticeText Text(NoticeKind kind, NoticeChannel channel) => _texts[(kind, channel)];

    /// <summary>How long before the end of a period it is reminded of.</summary>
    public TimeSpan Before(TimeSpan length)
    {
        var (days, share) = (TimeSpan.FromDays(RemindDays), length * RemindPercent / 100);
        return share < days ? share : days;
    }

    /// <summary>A kind or channel as the catalogue and the words name it: <c>work-new</c>.</summary>
    public static string CodeOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static NoticeBook Load(string file, string text)
    {
        var problems = new List<CatalogueProblem>();
        var map = YamlMap.Parse(file, text, problems);
        var quiet = Quieted(map.Map("quiet"));
        var again = map.Map("again");
        var (minutes, times) = (Within(again, "minutes", 1, 60), Within(again, "times", 1, 12));
        again.Done();
        var remind = map.Map("remind");
        var (days, percent) = (Within(remind, "days", 1, 30), Within(remind, "percent", 1, 90));
        remind.Done();
        var texts = Staff(map.Map("staff"));
        var parties = PartiesOf(map.Map("parties"));
        map.Done();
        return problems.Count == 0
            ? new NoticeBook(quiet, TimeSpan.FromMinutes(minutes), times, days, percent, texts, parties)
            : throw new CatalogueException(problems);
    }

    private static QuietHours Quieted(YamlMap map)
    {
        var quiet = new QuietHours(Time(map, "from"), Time(map, "until"));
        map.Done();
        return quiet;
    }

    private static TimeOnly Time(YamlMap map, string key)
    {
        var text = map.Text(key);
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        if (text.Length > 0)
            map.Problem(key, $"'{text}' is no time of day; write it like 22:00");
        return default;
    }

    private static int Within(YamlMap map, string key, int least, int most)
    {
        var number = map.Number(key);
        if (map.Has(key) && (number < least || number > most))
            map.Problem(key, $"'{key}' must be {least} to {most}, not {number}");
        return number;
    }

    private static Dictionary<(NoticeKind, NoticeChannel), NoticeText> Staff(YamlMap map)
    {
        var texts = new Dictionary<(NoticeKind, NoticeChannel), NoticeText>();
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var told = map.Map(CodeOf(kind));
            foreach (var channel in Enum.GetValues<NoticeChannel>().Where(channel => IsToldBy(kind, channel)))
                texts[(kind, channel)] = TextOf(told, channel);
            told.Done();
        }

        map.Done();
        return texts;
    }

    private static NoticeText TextOf(YamlMap told, NoticeChannel channel)
    {
        var code = CodeOf(channel);
        if (channel != NoticeChannel.Email)
            return new NoticeText(Checked(told, code, channel == NoticeChannel.Voice ? s_spoken : s_places), null);
        var mail = told.Map(code);
        var text = new NoticeText(Checked(mail, "text", s_places), Checked(mail, "subject", []));
        mail.Done();
        return text;
    }

    private static PartyTexts PartiesOf(YamlMap map)
    {
        var texts = new PartyTexts(
            Checked(map, "invited", []), Checked(map, "own", []), Checked(map, "code", ["what", "code"]), Checked(map, "date", []), Checked(map, "date-text", []));
        map.Done();
        return texts;
    }

    private static Words Checked(YamlMap map, string key, string[] places)
    {
        var words = map.Words(key);
        if (map.Has(key))
            WordCheck.Check(words, map, key, places);
        return words;
    }
}
