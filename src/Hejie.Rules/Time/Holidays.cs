using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>
/// The statutory days off by 全国年节及纪念日放假办法 in the version in force in a year, and the days of local custom:
/// what a year looks like before its notice, without the days that a notice moves.
/// </summary>
internal static class Holidays
{
    internal const string DaliScope = "532900";

    private static readonly Words s_newYear = new("元旦", "New Year's Day");
    private static readonly Words s_springFestival = new("春节", "Spring Festival");
    private static readonly Words s_qingming = new("清明节", "Tomb-Sweeping Day");
    private static readonly Words s_labourDay = new("劳动节", "Labour Day");
    private static readonly Words s_dragonBoat = new("端午节", "Dragon Boat Festival");
    private static readonly Words s_midAutumn = new("中秋节", "Mid-Autumn Festival");
    private static readonly Words s_nationalDay = new("国庆节", "National Day");
    private static readonly Words s_thirdMonthFair = new("三月街", "Third Month Fair");
    private static readonly Words s_prefectureDay = new("州庆", "Prefecture Day");

    private static readonly Words[] s_all =
    [
        s_newYear, s_springFestival, s_qingming, s_labourDay, s_dragonBoat, s_midAutumn, s_nationalDay,
        s_thirdMonthFair, s_prefectureDay,
    ];

    // Each version of the decree, by whole years: the Spring Festival's days counted from lunar New Year's Day, the days from 1 May and
    // from 1 October, and whether 清明, 端午 and 中秋 are days off.
    private sealed record Decree(int Since, int SpringFrom, int SpringTo, int Labour, int National, bool Traditional);

    private static readonly Decree[] s_decrees =
    [
        new(2025, -1, 2, 2, 3, true),
        new(2014, 0, 2, 1, 3, true),
        new(2008, -1, 1, 1, 3, true),
        new(2000, 0, 2, 3, 3, false),
        new(1949, 0, 2, 1, 2, false),
    ];

    /// <summary>The national days off of a year by decree alone.</summary>
    internal static IEnumerable<(DateOnly Date, Words Name)> Statutory(int year)
    {
        var decree = s_decrees.First(version => version.Since <= year);
        return
        [
            .. Days(new DateOnly(year, 1, 1), 1, s_newYear),
            .. Days(LunarDate.Of(year, 1, 1).AddDays(decree.SpringFrom), decree.SpringTo - decree.SpringFrom + 1, s_springFestival),
            .. Days(new DateOnly(year, 5, 1), decree.Labour, s_labourDay),
            .. Days(new DateOnly(year, 10, 1), decree.National, s_nationalDay),
            .. decree.Traditional ? Traditional(year) : [],
        ];
    }

    /// <summary>The days off of local custom of a year in a scope, each with its feast.</summary>
    internal static IEnumerable<(DateOnly Date, Words Name)> Local(string scope, int year) =>
        scope != DaliScope ? [] :
        [
            .. Days(LunarDate.Of(year, 3, 15), 3, s_thirdMonthFair),
            .. Days(new DateOnly(year, 11, 22), 2, s_prefectureDay),
        ];

    /// <summary>A notice's name in both languages; one nobody knows yet stays Chinese.</summary>
    internal static Words Name(string zh)
    {
        const string shifted = "调休";
        var feasts = zh.Replace(shifted, "", StringComparison.Ordinal).Split('、')
            .Select(part => Array.Find(s_all, known => known.Zh == part)?.En ?? part);
        return new Words(zh, string.Join(" and ", feasts) + (zh.EndsWith(shifted, StringComparison.Ordinal) ? " (days exchanged)" : ""));
    }

    private static IEnumerable<(DateOnly Date, Words Name)> Traditional(int year) =>
    [
        (Qingming.Of(year), s_qingming),
        (LunarDate.Of(year, 5, 5), s_dragonBoat),
        (LunarDate.Of(year, 8, 15), s_midAutumn),
    ];

    private static IEnumerable<(DateOnly Date, Words Name)> Days(DateOnly first, int count, Words name) =>
        Enumerable.Range(0, count).Select(offset => (first.AddDays(offset), name));
}
