namespace Hejie.Rules.Time;

/// <summary>Which periods a later version takes from the version before it.</summary>
public enum Transition
{
    /// <summary>Those that start while it is in force: the trigger's date decides.</summary>
    Trigger,

    /// <summary>Also those that still run on its first day, counted by it from their own start.</summary>
    Running,
}
