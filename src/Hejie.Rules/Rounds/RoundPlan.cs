using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Rules.Rounds;

/// <summary>Whose round it is (排查的层级): one body at each place of the level. Numbers are never used again.</summary>
public enum RoundLevel
{
    /// <summary>A group (组): each grid cell of a village.</summary>
    Group,

    /// <summary>A village (村).</summary>
    Village,

    /// <summary>A township (乡镇).</summary>
    Township,

    /// <summary>A county (县).</summary>
    County,
}

/// <summary>How often a round is made.</summary>
public enum RoundInterval
{
    /// <summary>Every day.</summary>
    Daily,

    /// <summary>Every week, from Monday on.</summary>
    Weekly,

    /// <summary>From the 1st to the 15th, and from the 16th on.</summary>
    HalfMonthly,

    /// <summary>Every month.</summary>
    Monthly,
}

/// <summary>What a round looks at: a place or a hazard, never a person or a home.</summary>
/// <param name="Code">Its code within the plan.</param>
/// <param name="Title">What it is.</param>
/// <param name="Hint">What to look for.</param>
/// <param name="Procedure">The procedure by which what is found there is handled.</param>
/// <param name="Kind">Its kind within the procedure.</param>
public sealed record RoundItem(string Code, Words Title, Words? Hint, string Procedure, string Kind);

/// <summary>The rounds (排查) of one level, as its file in <c>catalogue/rounds</c> states them.</summary>
/// <param name="Id">Its id, the file's name.</param>
/// <param name="Title">Its name.</param>
/// <param name="Level">Whose it is.</param>
/// <param name="Every">How often it is made.</param>
/// <param name="Role">The post that makes it; a duty officer or lead of the body may too.</param>
/// <param name="LooksAt">What it looks at.</param>
public sealed record RoundPlan(string Id, Words Title, RoundLevel Level, RoundInterval Every, Role Role, IReadOnlyList<RoundItem> LooksAt)
{
    /// <summary>What it looks at, by its code; null where there is no such thing.</summary>
    public RoundItem? Find(string? code) => LooksAt.FirstOrDefault(item => item.Code == code);

    /// <summary>Whether a post of this role of the round's body makes it.</summary>
    public bool IsMadeBy(Role role) => role == Role || role is Role.DutyOfficer or Role.Lead;

    /// <summary>The first day of the period that holds a day, in Asia/Shanghai.</summary>
    public DateOnly StartOf(DateOnly day) => Every switch
    {
        RoundInterval.Daily => day,
        RoundInterval.Weekly => LegalTime.MondayOf(day),
        RoundInterval.HalfMonthly when day.Day > 15 => new DateOnly(day.Year, day.Month, 16),
        _ => new DateOnly(day.Year, day.Month, 1),
    };

    /// <summary>The first day of the period after one.</summary>
    /// <param name="start">The first day of a period.</param>
    public DateOnly NextOf(DateOnly start) => Every switch
    {
        RoundInterval.Daily => start.AddDays(1),
        RoundInterval.Weekly => start.AddDays(7),
        RoundInterval.HalfMonthly when start.Day == 1 => start.AddDays(15),
        _ => new DateOnly(start.Year, start.Month, 1).AddMonths(1),
    };
}
