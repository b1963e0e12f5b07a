using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>A running, paused or ended clock of a matter.</summary>
/// <param name="Name">The clock's name in the procedure.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="RuleHash">The version of the rule that set the date.</param>
/// <param name="From">The day of the event, Asia/Shanghai; not counted.</param>
/// <param name="Due">The last day, Asia/Shanghai.</param>
/// <param name="Status">Whether it runs.</param>
/// <param name="Pauses">The times that are not counted; the last is open while the clock stands still.</param>
/// <param name="Extended">How often it was extended.</param>
public sealed record ClockState(
    string Name,
    string Rule,
    string RuleHash,
    DateOnly From,
    DateOnly Due,
    ClockStatus Status,
    ImmutableArray<Standstill> Pauses,
    int Extended)
{
    /// <summary>For a period in hours, or what is due at once: the moment of the event, microseconds since 1970 UTC.</summary>
    public long? Start { get; init; }

    /// <summary>For such a period: the moment at which it ends, microseconds since 1970 UTC; all else ends with its day.</summary>
    public long? Moment { get; init; }

    /// <summary>Whether what it waits for is still to be done.</summary>
    [JsonIgnore]
    public bool IsOpen => Status != ClockStatus.Stopped;

    /// <summary>The last instant that is in time, microseconds since 1970 UTC.</summary>
    [JsonIgnore]
    public long Ends => Moment ?? LegalTime.EndOf(Due);

    /// <summary>The event that started it, as its rule counts from it.</summary>
    [JsonIgnore]
    public Trigger Trigger => Start is { } start ? Trigger.At(LegalTime.Instant(start)) : Trigger.On(From);

    /// <summary>Whether its time is over.</summary>
    public bool IsOver(DateTimeOffset now) => Ends < LegalTime.Micros(now);
}

/// <summary>A time that a clock does not count.</summary>
/// <param name="From">The first day not counted.</param>
/// <param name="Until">The last day not counted, or null while it lasts.</param>
public sealed record Standstill(DateOnly From, DateOnly? Until);

/// <summary>Whether a clock runs.</summary>
public enum ClockStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It stands still; its time is not counted.</summary>
    Paused,

    /// <summary>What it waited for was done.</summary>
    Stopped,

    /// <summary>It ran out, and that is recorded. It stays open until what it waits for is done.</summary>
    Passed,
}

/// <summary>An open item of work.</summary>
/// <param name="Number">Its number within the matter.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Body">The body it waits on.</param>
/// <param name="Role">The role it waits on.</param>
/// <param name="Post">The post it waits on, or null for any of the role.</param>
/// <param name="Due">Instant in microseconds since 1970 UTC, or null.</param>
/// <param name="WaitsOnResident">Whether the body itself waits for a resident.</param>
/// <param name="OfState">Whether it is the state's own work, which ends with the state.</param>
public sealed record WorkState(
    int Number, string Kind, int Body, Role Role, int? Post, long? Due, bool WaitsOnResident, bool OfState);

/// <summary>A party, by ordinal; who they are is sealed.</summary>
public sealed record PartyState(int Ordinal, PartyRole Role);

/// <summary>A signature under the agreement.</summary>
/// <param name="By">Whose: a party's ordinal, 0 for the mediator, -1 for the seal.</param>
/// <param name="OnPaper">Whether it was made on paper.</param>
/// <param name="Post">The post that recorded it on paper, or null.</param>
/// <param name="Attested">Whether it counts: made by the party, or on paper and attested by a second post.</param>
public sealed record Signature(int By, bool OnPaper, int? Post, bool Attested)
{
    /// <summary>The mediator's signature.</summary>
    public const int OfMediator = 0;

    /// <summary>The committee's seal.</summary>
    public const int OfSeal = -1;
}

/// <summary>An attempt to reach the resident.</summary>
/// <param name="Channel">By which channel.</param>
/// <param name="Body">By which body.</param>
public sealed record Attempt(string Channel, int Body);

/// <summary>A part of a matter that became one of its own.</summary>
/// <param name="Matter">The new matter, in the same county.</param>
/// <param name="Party">Whose it is, by their ordinal here.</param>
public sealed record SeveredPart(Guid Matter, int Party);

/// <summary>
/// The state of a matter: the fold of its entries' effects, and nothing else. What decides is in the clear header of
/// the entries, so that the state can be rebuilt after its people are forgotten.
/// </summary>
public sealed record MatterState
{
    /// <summary>Nothing yet.</summary>
    public static MatterState Empty { get; } = new();

    /// <summary>The procedure's id.</summary>
    public string Procedure { get; init; } = "";

    /// <summary>The version of the procedure it began under.</summary>
    public string ProcedureHash { get; init; } = "";

    /// <summary>The kind within the procedure.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The place, 15 digits.</summary>
    public long Place { get; init; }

    /// <summary>The body that the matter is about, which never receives it.</summary>
    public int? About { get; init; }

    /// <summary>The state's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The one body that has it.</summary>
    public int Owner { get; init; }

    /// <summary>The body that sent it on to the owner, or null.</summary>
    public int? SentBy { get; init; }

    /// <summary>How often it was sent on.</summary>
    public int Hops { get; init; }

    /// <summary>The post that handles it, or null.</summary>
    public int? Assignee { get; init; }

    /// <summary>The official number, or null before acceptance.</summary>
    public string? Number { get; init; }

    /// <summary>How many entries it has.</summary>
    public int Entries { get; init; }

    /// <summary>How many of its entries changed the state: the ETag.</summary>
    public int Version { get; init; }

    /// <summary>
    /// The states on the way here, none twice, the last one left at the end: where a withdrawal taken back, or a
    /// completion, returns to. Returning takes it off again, so that one detour inside another finds its way.
    /// </summary>
    public ImmutableArray<string> Trail { get; init; } = [];

    /// <summary>How many items of work were ever opened.</summary>
    public int WorkOpened { get; init; }

    /// <summary>The parties.</summary>
    public ImmutableArray<PartyState> Parties { get; init; } = [];

    /// <summary>The clocks that ever started, one by name.</summary>
    public ImmutableArray<ClockState> Clocks { get; init; } = [];

    /// <summary>The open work.</summary>
    public ImmutableArray<WorkState> Work { get; init; } = [];

    /// <summary>The signatures under the agreement.</summary>
    public ImmutableArray<Signature> Signatures { get; init; } = [];

    /// <summary>The attempts to reach the resident since the end was reported.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>The bodies that were called on it, by number.</summary>
    public ImmutableArray<ReferralState> Referrals { get; init; } = [];

    /// <summary>The matter whose journal tells that it is handled together with others of one cause, or null.</summary>
    public Guid? Lead { get; init; }

    /// <summary>The matters that are handled together with this one, which leads them.</summary>
    public ImmutableArray<Guid> Gathered { get; init; } = [];

    /// <summary>The matter that it was a part of, or null.</summary>
    public Guid? SeveredFrom { get; init; }

    /// <summary>The parts of it that became matters of their own.</summary>
    public ImmutableArray<SeveredPart> Severed { get; init; } = [];

    /// <summary>Whether it is in a final state: in every other one something waits on somebody, and in a final one nothing does.</summary>
    [JsonIgnore]
    public bool HasEnded => Name.Length > 0 && Work.IsEmpty;

    /// <summary>The clock of this name, or null.</summary>
    public ClockState? Clock(string name) => Clocks.FirstOrDefault(clock => clock.Name == name);

    /// <summary>The state after one more entry.</summary>
    /// <param name="effects">What the entry does.</param>
    public MatterState After(IReadOnlyList<Effect> effects)
    {
        var next = this with { Entries = Entries + 1, Version = effects.Count > 0 ? Version + 1 : Version };
        foreach (var effect in effects)
            next = effect.On(next);
        return next;
    }
}
