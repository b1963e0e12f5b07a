namespace Hejie.Rules.Procedures;

/// <summary>A condition of a move, closed.</summary>
public enum Guard
{
    /// <summary>Three attempts on two channels are recorded, one of them by another body.</summary>
    ThreeAttempts,

    /// <summary>The clocks that the move stops, pauses, extends or lies within still run: afterwards it comes too late.</summary>
    WithinClock,

    /// <summary>The clocks that the move stops have passed: until then the resident was given time.</summary>
    AfterClock,

    /// <summary>The clocks that the move starts never started before: it can be made once.</summary>
    Once,

    /// <summary>The matter was extended less often than the rule allows.</summary>
    ExtensionLeft,

    /// <summary>A sitting was set and is not yet recorded.</summary>
    SittingOpen,

    /// <summary>Work that the move closes is open.</summary>
    WorkOpen,

    /// <summary>Fewer than two hops: after them only the common superior takes it.</summary>
    HopsLeft,

    /// <summary>Sent on twice, and then up to the body that has it: the common superior, which says who handles it.</summary>
    Convened,

    /// <summary>There are two sides.</summary>
    TwoParties,

    /// <summary>No work that the move awaits is open any more: others have done their part.</summary>
    NoneOpen,
}
