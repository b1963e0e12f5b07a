using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hejie.Rules.Procedures;

/// <summary>What a move does about a referral: another body is called ("whistle"), and reports in.</summary>
public enum Refers
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Whoever has the matter calls a body.</summary>
    Call,

    /// <summary>The called body says that it knows.</summary>
    Acknowledge,

    /// <summary>It sends somebody.</summary>
    Send,

    /// <summary>It reports, and goes on.</summary>
    Report,

    /// <summary>It answers what it was asked; the referral is done.</summary>
    Answer,

    /// <summary>It objects in time, and names who is competent: that body is called instead, or after two hops the common superior.</summary>
    Objection,

    /// <summary>The common superior says who answers.</summary>
    Decide,

    /// <summary>Whoever has the matter needs it no more.</summary>
    Drop,

    /// <summary>The body above one that is late presses it.</summary>
    Press,
}

/// <summary>How far a referral has come.</summary>
public enum ReferralStage
{
    /// <summary>A body was called, and has not said that it knows.</summary>
    Called,

    /// <summary>It knows.</summary>
    Acknowledged,

    /// <summary>Somebody is on the way.</summary>
    OnTheWay,

    /// <summary>The common superior was convened and has to say who answers.</summary>
    Convened,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It is needed no more: who called said so, or who was called has the matter now.</summary>
    Dropped,
}

/// <summary>A body that was called on a matter. The matter stays with its one owner; this is what another body owes it.</summary>
/// <param name="Number">Its number within the matter.</param>
/// <param name="By">The body that called.</param>
/// <param name="Body">The body that has to answer now: the called one, the one named by an objection, or the common superior.</param>
/// <param name="Work">The number of the work that lies there; once that is closed the referral has ended.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Leads">Whether the body leads those that were called.</param>
public sealed record ReferralState(int Number, int By, int Body, int Work, ReferralStage Stage, bool Leads)
{
    /// <summary>The bodies that said it is not theirs, in that order: each a hop.</summary>
    public ImmutableArray<int> Tried { get; init; } = [];

    /// <summary>Whether the common superior decided: nobody can object any more.</summary>
    public bool Decided { get; init; }

    /// <summary>What the called body is shown beyond what every called one is, by the names of <see cref="Sight"/>.</summary>
    public ImmutableArray<string> Sees { get; init; } = [];

    /// <summary>Whether it still waits on somebody.</summary>
    public bool IsOpen(MatterState state) => state.Work.Any(work => work.Number == Work);

    /// <summary>The name of one of its clocks: every referral has its own.</summary>
    public string Clock(string name) => Procedures.Clock.InstanceOf(name, Number);

    /// <summary>The clock that gives the date of its work.</summary>
    [JsonIgnore]
    public string DueClock => Clock(Stage switch
    {
        ReferralStage.Called => Referring.Acknowledging,
        ReferralStage.Convened => Referring.Decision,
        _ => Referring.Answering,
    });

    /// <summary>Every body that it has been with.</summary>
    [JsonIgnore]
    public IEnumerable<int> Bodies => Tried.Append(Body);
}
