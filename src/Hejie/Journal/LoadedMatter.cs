using Hejie.Privacy;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Journal;

/// <summary>A matter as the write path holds it: row, folded state and key.</summary>
/// <param name="Row">The row; tracked while it is being written.</param>
/// <param name="State">The folded state.</param>
/// <param name="Key">Its key.</param>
internal sealed record LoadedMatter(MatterRow Row, MatterState State, MatterKey Key)
{
    public PlaceCode Place => PlaceCode.Of(State.Place);
}

/// <summary>An entry that is to be written, as an operation decided it.</summary>
internal sealed record EntryDraft
{
    /// <summary>What happened, see <see cref="EntryHeader.Kind"/>.</summary>
    public required string Kind { get; init; }

    public required Actor Actor { get; init; }

    public required Answers Answers { get; init; }

    /// <summary>What it does; empty for an entry that changes no state.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>The procedure's version, whose words the resident is told.</summary>
    public required string Catalogue { get; init; }

    public SealedWith SealedWith { get; init; } = SealedWith.Matter;

    /// <summary>Of a first entry: whether the matter is hidden from all roles that its procedure is not open to.</summary>
    public bool Restricted { get; init; }

    /// <summary>Whether it is the last one, with which the matter's people are forgotten: the clear copy of the summary goes with it.</summary>
    public bool Forgets { get; init; }

    /// <summary>When it happened as claimed; null: now.</summary>
    public DateTimeOffset? Happened { get; init; }

    /// <summary>The body that draws an official number, and the procedure it is for; null: none is drawn.</summary>
    public (int Body, Procedure Procedure)? Draws { get; init; }

    /// <summary>Further rows of the same transaction: files, codes, messages.</summary>
    public Action<Data.HejieDb, LoadedMatter, EntryHeader>? With { get; init; }

    /// <summary>The header, once it is settled which number the entry has and what it does.</summary>
    public EntryHeader Header(int county, Guid matter, int number, IReadOnlyList<Effect> effects, long now) => new()
    {
        County = county,
        Matter = matter,
        Number = number,
        Kind = Kind,
        Recorded = now,
        Happened = Happened is { } happened ? LegalTime.Micros(happened) : now,
        Actor = Actor,
        Clear = Answers.Clear,
        Effects = effects,
        Catalogue = Catalogue,
        SealedWith = SealedWith,
    };
}

/// <summary>What came of writing.</summary>
internal abstract record Written
{
    private Written()
    {
    }

    /// <summary>It stands in the journal.</summary>
    public sealed record Done(LoadedMatter Matter, EntryHeader Entry) : Written;

    /// <summary>There is no such matter for who asks: it does not exist, or is outside their scope.</summary>
    public sealed record NotFound : Written;

    /// <summary>The client's <c>If-Match</c> does not hold (412).</summary>
    public sealed record Stale(int Version) : Written;

    /// <summary>Somebody else moved it first (409).</summary>
    public sealed record Conflict(int Version) : Written;

    /// <summary>The rules refuse it.</summary>
    public sealed record Refused(string Code, string? Detail) : Written;

    /// <summary>The form is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : Written;

    /// <summary>Its people are forgotten: nothing can be added.</summary>
    public sealed record Forgotten : Written;

    /// <summary>The same request came before; this is its first answer.</summary>
    public sealed record Replayed(Guid Matter, byte[] Answer) : Written;

    /// <summary>The idempotency key was used for another request (422).</summary>
    public sealed record KeyReused : Written;
}

/// <summary>What an operation decides on a loaded matter.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    public sealed record Write(EntryDraft Entry) : Decision;

    public sealed record Stop(Written Why) : Decision;
}
