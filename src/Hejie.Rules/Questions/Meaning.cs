using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Questions;

/// <summary>What a word of a question says. The vocabulary gives one to each word it has; <see cref="Draft"/> takes them in.</summary>
internal abstract record Meaning
{
    /// <summary>Nothing.</summary>
    internal sealed record Skipped : Meaning;

    internal sealed record OfMeasure(Measure Measure) : Meaning;

    internal sealed record OfCondition(Condition Condition) : Meaning;

    internal sealed record OfOutcome(Ending Outcome) : Meaning;

    internal sealed record OfChannel(string Code) : Meaning;

    internal sealed record OfProcedure(string Code) : Meaning;

    internal sealed record OfKinds(Values<string> Codes) : Meaning;

    /// <summary>A place, or one of several.</summary>
    internal sealed record OfPlace(Values<PlaceCode> Places) : Meaning;

    internal sealed record OfBodyKind(string Code) : Meaning;

    internal sealed record OfBody(Values<int> Bodies) : Meaning;

    /// <summary>Some days.</summary>
    internal sealed record Time(Moment Moment) : Meaning;

    /// <summary>What the days before it are of.</summary>
    internal sealed record OfUnit(WindowUnit Unit) : Meaning;

    /// <summary>From the days before it to those after it.</summary>
    internal sealed record Through : Meaning;

    /// <summary>Since the days before it (以来), or after it (since).</summary>
    internal sealed record Since(bool After) : Meaning;

    /// <summary>No days, or no place, is meant.</summary>
    internal sealed record Anywhere : Meaning;

    internal sealed record Compared(Comparison Comparison) : Meaning;

    /// <summary>What stands before it is compared with what stands after it.</summary>
    internal sealed record Versus : Meaning;

    /// <summary>A split, of bodies perhaps of one kind (各法院); of a bare word (县) only after an order: 前五的县.</summary>
    internal sealed record Split(Grouping Grouping, SplitBy By, int? Take = null, string? BodyKind = null) : Meaning;

    /// <summary>An order; of 前五 alone it is not said whether the lowest come first, and of a pace (最慢) it is one of days.</summary>
    internal sealed record Sorted(bool? Lowest, int? Take, bool IsPace = false) : Meaning;

    /// <summary>It is not answered in this way.</summary>
    internal sealed record Instead(IReadOnlyList<string> Zh, IReadOnlyList<string> En) : Meaning;

    /// <summary>That somebody handles it: beside the name of a body. Alone it could be that it came, or that it ended.</summary>
    internal sealed record Handled(IReadOnlyList<string> Zh, IReadOnlyList<string> En) : Meaning;

    internal sealed record Person : Meaning;
}

/// <summary>How the word of a split was said.</summary>
internal enum SplitBy
{
    /// <summary>各县, 三个县, 哪些县.</summary>
    Each,

    /// <summary>哪个县: one.</summary>
    Which,

    /// <summary>县.</summary>
    Bare,
}

/// <summary>Some days, as a part of a text says them.</summary>
internal abstract record Moment
{
    /// <summary>These days.</summary>
    internal sealed record Days(Window Window) : Moment;

    /// <summary>These days of a year (三月, 春节): of the one that is named beside it, else of the last that has begun.</summary>
    /// <param name="In">The days in a year; null where it has none, such as the 30th of February.</param>
    /// <param name="Lunar">Whether the year is a lunar one.</param>
    internal sealed record InYear(Func<int, Window?> In, bool Lunar = false) : Moment;

    /// <summary>A year, by its number, or by how many years it lies back.</summary>
    internal sealed record Year(int Number, bool Back) : Moment;
}
