using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Rules.Places;
using Hejie.Rules.Time;

namespace Hejie.Search;

/// <summary>
/// The words that the index keeps for a matter. All but the official number begin with the week in which it was opened, so
/// that search goes back from the newest week and stops when it has enough: a word's list is short, however common it is.
/// Beside the words of the summary stand those of what desks ask for, which narrow a list down within the index itself.
/// </summary>
internal static class SearchWords
{
    /// <summary>The first week that has a sign of its own; all before share it.</summary>
    private static readonly DateOnly s_first = new(2010, 1, 4);

    /// <summary>Signs that no text is written in, so that no word of a text is taken for one of these.</summary>
    private const char FirstWeek = '\uE000', LastWeek = '\uF000', Facet = '\uF8F0';

    /// <summary>The week of an instant in microseconds UTC, from 0; in legal time.</summary>
    public static int WeekOf(long instant) =>
        Math.Clamp((LegalTime.DateOf(LegalTime.Instant(instant)).DayNumber - s_first.DayNumber) / 7, 0, LastWeek - FirstWeek);

    /// <summary>The instant at which a week begins, in microseconds UTC; the first one reaches back to all there is.</summary>
    public static long StartOf(int week) => week <= 0 ? long.MinValue : LegalTime.Micros(LegalTime.StartOf(s_first.AddDays(7 * week)));

    /// <summary>A word as it is kept for matters of a week.</summary>
    public static string In(int week, string word) => (char)(FirstWeek + week) + word;

    public static string County(int county) => Word('c', county);

    public static string Place(PlaceCode place) => Word('p', place.Value);

    public static string Body(int body) => Word('b', body);

    public static string Procedure(string id) => Word('q', id);

    /// <summary>A kind of matters, as <c>procedure/kind</c>.</summary>
    public static string Kind(string kind) => Word('k', kind);

    /// <summary>Whether it goes on.</summary>
    public static string Open(bool open) => Word('o', open ? 1 : 0);

    /// <summary>An official number; it is kept without a week, since there is one of it.</summary>
    public static string Number(string number) => Word('n', string.Concat(SearchText.Of(number).Units.Select(unit => unit.Text)));

    /// <summary>All that is kept for a matter.</summary>
    public static IReadOnlyList<string> Of(SearchedMatter matter)
    {
        var (week, words) = (WeekOf(matter.Opened), new List<string>(48));
        words.Add(In(week, County(matter.County)));
        for (PlaceCode? at = PlaceCode.Of(matter.Place); at is { Level: not PlaceLevel.Prefecture } place; at = place.Parent)
            words.Add(In(week, Place(place)));
        words.AddRange(matter.Bodies.Append(matter.Owner).Distinct().Order().Select(body => In(week, Body(body))));
        words.Add(In(week, Procedure(matter.Procedure)));
        words.Add(In(week, Kind(matter.Procedure + "/" + matter.Kind)));
        words.Add(In(week, Open(matter.IsOpen)));
        if (matter.Number is { } number)
            words.Add(Number(number));
        if (matter.Summary is { } summary)
            words.AddRange(SearchText.Of(summary).Words().Select(word => In(week, word)));
        return words;
    }

    /// <summary>What tells whether the same is kept already.</summary>
    public static long PrintOf(long opened, IReadOnlyList<string> words) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(opened.ToString(CultureInfo.InvariantCulture) + ' ' + string.Join(' ', words))));

    // Letters and digits alone: what else there is would end a word.
    private static string Word<T>(char what, T value)
        where T : notnull => string.Create(CultureInfo.InvariantCulture, $"{Facet}{what}{value}").Replace('-', '·').Replace('/', '·').Replace('_', '·');
}

/// <summary>A matter as the index reads it.</summary>
internal sealed record SearchedMatter(
    int County, Guid Matter, long Opened, string Procedure, string Kind, long Place, int Owner, bool IsOpen, string? Number, string? Summary)
{
    /// <summary>The bodies on which work in it waits.</summary>
    public IReadOnlyList<int> Bodies { get; init; } = [];
}
