namespace Hejie.Rules.Procedures;

/// <summary>By which way somebody is there whose matter a post writes down. A closed list; numbers are stored and never used again.</summary>
public enum Presence
{
    /// <summary>At a counter (柜台).</summary>
    Counter,

    /// <summary>On the telephone (电话).</summary>
    Telephone,

    /// <summary>At home or in the field, visited (上门).</summary>
    Visit,
}
