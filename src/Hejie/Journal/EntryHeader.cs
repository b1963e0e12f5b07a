using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>Which key seals an entry's content.</summary>
internal enum SealedWith
{
    /// <summary>The matter's key.</summary>
    Matter,

    /// <summary>The key of what is offered or conceded in mediation, apart from everything else.</summary>
    Mediation,
}

/// <summary>
/// The clear part of an entry: all that state and clocks need, and nothing about persons. It is the associated data of
/// the cipher, so that neither part can be changed without the other.
/// </summary>
internal sealed record EntryHeader
{
    public required int County { get; init; }

    public required Guid Matter { get; init; }

    /// <summary>Consecutive in the matter, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What happened: <c>filed</c>, <c>move:accept</c>, <c>look</c>, <c>clock:passed</c>, <c>clock:recounted</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The server's instant, microseconds UTC.</summary>
    public required long Recorded { get; init; }

    /// <summary>When it happened as the actor claims, microseconds UTC.</summary>
    public required long Happened { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>Answers in the clear: codes, dates, ids.</summary>
    public required IReadOnlyDictionary<string, string> Clear { get; init; }

    public required IReadOnlyList<Effect> Effects { get; init; }

    /// <summary>The catalogue version whose words the resident was told: with kind and answers it gives the text.</summary>
    public required string Catalogue { get; init; }

    public required SealedWith SealedWith { get; init; }
}

/// <summary>The sealed part of an entry.</summary>
/// <param name="Texts">Free text by field.</param>
/// <param name="People">Persons as given, in the order of their ordinals where they joined.</param>
internal sealed record EntryContent(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<Person> People)
{
    public static EntryContent None { get; } = new(new Dictionary<string, string>(), []);
}
