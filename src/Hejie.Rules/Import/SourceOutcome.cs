using System.Text.Json;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Import;

/// <summary>How a matter stands where it was kept so far, as that says. None of it is ever taken for the resident's own word.</summary>
public enum SourceOutcome
{
    /// <summary>Not ended: it goes on here.</summary>
    Open,

    /// <summary>Settled, done, agreed.</summary>
    Settled,

    /// <summary>Ended without a result.</summary>
    Unsettled,

    /// <summary>Not taken.</summary>
    Refused,

    /// <summary>Taken back.</summary>
    Withdrawn,

    /// <summary>Sent to somebody else.</summary>
    Moved,

    /// <summary>Ended; how is not said.</summary>
    Closed,
}

/// <summary>The outcomes' codes and the words that tables use for them.</summary>
public static class SourceOutcomes
{
    /// <summary>In this order: 未办结 holds 办结, and 调解不成功 holds 成功.</summary>
    private static readonly (SourceOutcome Outcome, string[] Words)[] s_words =
    [
        (SourceOutcome.Unsettled, ["调解不成", "未达成", "不成功", "失败", "未成功", "终止", "无法达成", "调解未果", "unsettled", "failed"]),
        (SourceOutcome.Refused, ["不予受理", "不受理", "未受理", "不予立案", "refused"]),
        (SourceOutcome.Withdrawn, ["撤回", "撤诉", "撤销申请", "自行和解撤", "withdrawn"]),
        (SourceOutcome.Open, ["未办结", "未结", "未化解", "未解决", "未处理", "正在", "办理中", "调解中", "化解中", "处理中", "在办", "待办", "待处理", "进行中", "跟进", "否", "open", "pending"]),
        (SourceOutcome.Moved, ["转办", "转交", "移送", "移交", "转送", "诉讼", "已起诉", "moved", "transferred"]),
        (SourceOutcome.Settled, ["成功", "达成", "已化解", "化解", "已解决", "解决", "办结", "和解", "履行", "满意", "已办", "办理完毕", "处理完毕", "已处理", "已答复", "settled", "solved", "done"]),
        (SourceOutcome.Closed, ["结案", "已结", "完结", "终结", "归档", "了结", "是", "closed"]),
    ];

    private static readonly SourceOutcome[] s_all = Enum.GetValues<SourceOutcome>();

    /// <summary>All outcomes.</summary>
    public static IReadOnlyList<SourceOutcome> All => s_all;

    /// <summary>The code, such as <c>settled</c>.</summary>
    public static string Code(SourceOutcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());

    /// <summary>The outcome of a code, or null.</summary>
    public static SourceOutcome? Find(string? code) => s_all.Where(outcome => Code(outcome) == code).Select(outcome => (SourceOutcome?)outcome).FirstOrDefault();

    /// <summary>The outcome that a word of a table most likely means, or null.</summary>
    public static SourceOutcome? Guess(string word)
    {
        word = word.Trim();
        foreach (var (outcome, words) in s_words)
        {
            if (words.Any(known => known.Length == 1 ? word == known : word.Contains(known, StringComparison.OrdinalIgnoreCase)))
                return outcome;
        }

        return null;
    }

    /// <summary>
    /// The final state in which a matter of this outcome is taken in: none that says that the resident found it solved or took
    /// it back, since only they say so (safeguard 3). What was not taken, or ended without a result, is so where the procedure
    /// has one state for it; all else is closed without the resident's answer, who can still say that it is not solved.
    /// </summary>
    /// <returns>The state's name; null for a matter that goes on, or where the procedure has none.</returns>
    public static string? EndOf(Procedure procedure, SourceOutcome outcome)
    {
        string? Only(Ending ending) => procedure.States.Values.Where(state => state.Ending == ending && !state.Erases && !state.Agreed).ToList() is [var state] ? state.Name : null;
        var last = procedure.States.Values.FirstOrDefault(state => state.Ending == Ending.Unanswered)?.Name;
        return outcome switch
        {
            SourceOutcome.Open => null,
            SourceOutcome.Unsettled => Only(Ending.Unsettled) ?? last,
            SourceOutcome.Refused => Only(Ending.Refused) ?? last,
            _ => last,
        };
    }
}
