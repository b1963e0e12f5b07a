using System.Collections.Frozen;
using System.Globalization;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>One step of a count, kept as a code and its arguments and told in the reader's language.</summary>
/// <param name="Code">One of the codes of <see cref="Codes"/>.</param>
/// <param name="Args">Dates, numbers and names, in the order of the code's text.</param>
public sealed record CountStep(string Code, IReadOnlyList<Words> Args)
{
    private static readonly FrozenDictionary<string, Words> s_texts = new Dictionary<string, Words>
    {
        ["start"] = new("{0}之日 {1}，当天不算", "{1} is the day of {0}; that day is not counted"),
        ["extended"] = new("经{0}同意，延长 {1}", "Extended by {1} with the consent of {0}"),
        ["paused"] = new("{0} 至 {1} 暂停计算，共 {2} 天不算", "From {0} to {1} the period stands still: {2} days not counted"),
        ["end"] = new("{0}到 {1} 届满", "{0} end on {1}"),
        ["month-end"] = new("{0}届满的那个月没有对应的日子，以月末 {1} 为最后一天", "{0} end in a month without that day, so on its last, {1}"),
        ["only-working"] = new("只数工作日，周末和节假日不算", "Only working days count; weekends and holidays do not"),
        ["skipped"] = new("{0} 至 {1} 是休息日（{2}），不算", "{0} to {1} are days of rest ({2}) and do not count"),
        ["skipped-day"] = new("{0} 是休息日（{1}），不算", "{0} is a day of rest ({1}) and does not count"),
        ["worked"] = new("{0} 是调休上班日（{1}），算工作日", "{0} is a weekend day worked ({1}) and counts"),
        ["rest"] = new("{0} 是休息日（{1}）", "{0} is a day of rest ({1})"),
        ["moved"] = new("顺延到下一个工作日 {0}", "So the end moves to the next working day, {0}"),
        ["not-moved"] = new("这个期限遇到休息日不顺延", "This period does not move for a day of rest"),
        ["last-worked"] = new("{0} 是调休上班日（{1}），不顺延", "{0} is a weekend day worked ({1}), so the end does not move"),
        ["start-hour"] = new("{0}的时间是 {1}，从下一个整点 {2} 起算", "The {0} was at {1}; the count starts at the next full hour, {2}"),
        ["start-moment"] = new("{0}的时间是 {1}，从这一刻起算", "The {0} was at {1}; the count starts at that moment"),
        ["at-once"] = new("{0}的时间是 {1}，应当立即办理，没有等待的时间", "The {0} was at {1}; this is due at once, at that moment"),
        ["provisional-year"] = new(
            "{0} 年的放假安排还没有公布，先按法定节日推算，公布后重新计算",
            "The days off of {0} are not announced yet; statutory holidays are used, and the date is counted anew once they are"),
        ["provisional-local"] = new(
            "{0}（{1}）的放假安排还没有公布，先按惯例推算",
            "The day off on {0} ({1}) is not announced yet; it is taken by custom"),
        ["safe"] = new(
            "地方节日能不能顺延还没有定论，请以较早的 {0} 为准",
            "Whether local days off move the end is unsettled, so keep to the earlier date, {0}"),
    }.ToFrozenDictionary();

    /// <summary>Every code there is; a code once told to a resident is never changed.</summary>
    public static IReadOnlyCollection<string> Codes => s_texts.Keys;

    /// <summary>The step in plain words.</summary>
    /// <exception cref="KeyNotFoundException">The code is none of <see cref="Codes"/>.</exception>
    public string In(Language language) =>
        string.Format(CultureInfo.InvariantCulture, s_texts[Code].In(language), [.. Args.Select(arg => arg.In(language))]);

    /// <summary>The step in Chinese.</summary>
    public override string ToString() => In(Language.Chinese);
}
