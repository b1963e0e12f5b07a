using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>What a day is in the calendar of rest days.</summary>
public abstract record DayKind
{
    private DayKind() { }

    /// <summary>Whether offices work on it.</summary>
    public bool IsWorking => this is Working or MakeUp;

    /// <summary>An ordinary working day.</summary>
    public sealed record Working : DayKind;

    /// <summary>A Saturday or Sunday that is nothing else.</summary>
    public sealed record Weekend : DayKind;

    /// <summary>A day of rest by notice, by decree or by local custom.</summary>
    /// <param name="Name">The holiday.</param>
    /// <param name="Computed">Computed here, since no notice names it yet.</param>
    public sealed record Rest(Words Name, bool Computed) : DayKind;

    /// <summary>A weekend day worked to make up for a longer holiday (调休上班).</summary>
    /// <param name="Name">The holiday it makes up for.</param>
    public sealed record MakeUp(Words Name) : DayKind;

    /// <summary>A day outside <see cref="Calendar.FirstYear"/> to <see cref="Calendar.LastYear"/>.</summary>
    public sealed record OutOfRange : DayKind;
}
