using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures;

/// <summary>How a matter in a final state ended.</summary>
public enum Ending
{
    /// <summary>Not ended.</summary>
    None,

    /// <summary>The resident said that it is solved.</summary>
    Solved,

    /// <summary>Closed without an answer after three attempts on two channels, one by another body. Never counts as solved.</summary>
    Unanswered,

    /// <summary>Withdrawn by who filed it, seven days passed.</summary>
    Withdrawn,

    /// <summary>Not taken; another remedy was named.</summary>
    Refused,

    /// <summary>Ended without a result; other remedies were named.</summary>
    Unsettled,

    /// <summary>Ended by a formal decision, told in writing with what can be done against it. Nobody is asked whether it is solved.</summary>
    Decided,
}

/// <summary>A state of a procedure.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Stage">The dot on the resident's path.</param>
/// <param name="Title">What staff read.</param>
/// <param name="Tells">What the resident reads as the state.</param>
/// <param name="Work">The work that the state is, for its owner; null in a final state.</param>
/// <param name="Starts">Clocks that start when it is entered.</param>
/// <param name="Stops">Clocks that stop when it is entered.</param>
/// <param name="Closing">Whether the matter is on its way out: it can then no longer be withdrawn.</param>
/// <param name="Ending">How it ended, where it is final.</param>
/// <param name="Next">In a final state, what the resident can do next.</param>
/// <param name="Line">The line of the file.</param>
public sealed record State(
    string Name, string Stage, Words Title, Words Tells, StateWork? Work,
    IReadOnlyList<string> Starts, IReadOnlyList<string> Stops, bool Closing, Ending Ending, Words? Next, int Line)
{
    /// <summary>Whether the parties are bound by their agreement.</summary>
    public bool Agreed { get; init; }

    /// <summary>Whether the matter is sealed here, and then erased: what was said of somebody was unfounded.</summary>
    public bool Erases { get; init; }

    /// <summary>The procedures that the resident can go on with.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Whether nothing waits on anyone any more.</summary>
    public bool IsFinal => Ending != Ending.None;
}

/// <summary>The work that lies with the owner while a matter is in a state.</summary>
/// <param name="Kind">The kind of work.</param>
/// <param name="Role">The role whose work it is.</param>
/// <param name="Due">The clock that gives its date, or null.</param>
/// <param name="Assigned">Whether it lies with the assigned post, where there is one.</param>
/// <param name="WaitsOnResident">Whether the body waits for a resident meanwhile.</param>
public sealed record StateWork(string Kind, Role Role, string? Due, bool Assigned, bool WaitsOnResident);
