using Hejie.Rules.Places;

namespace Hejie.Rules.Questions;

/// <summary>What a text was read as.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>A question.</summary>
    public sealed record Understood(Question Question) : Reading;

    /// <summary>Not a question that can be answered; in the order of the text.</summary>
    public sealed record Stopped(IReadOnlyList<Fault> Faults) : Reading;
}

/// <summary>What stands between a text and its answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Word">The word of the text, as it stands there.</param>
/// <param name="Offset">Where it stands, in UTF-16 units from the beginning.</param>
/// <param name="Near">Words to say instead.</param>
/// <param name="Choices">The places it could be, each by a name that no other has.</param>
public sealed record Fault(FaultKind Kind, string Word, int Offset, IReadOnlyList<string> Near, IReadOnlyList<PlaceChoice> Choices)
{
    internal static Fault Of(FaultKind kind, string word = "", int offset = 0) => new(kind, word, offset, [], []);
}

/// <summary>One of the places that a name could mean.</summary>
public sealed record PlaceChoice(PlaceCode Place, string Name);

/// <summary>The kinds of what stands between a text and its answer; each has its sentence in the catalogue of questions.</summary>
public enum FaultKind
{
    /// <summary>Nothing was asked.</summary>
    Empty,

    /// <summary>More than a question is long.</summary>
    TooLong,

    /// <summary>A word that the vocabulary does not have.</summary>
    Unknown,

    /// <summary>A place of which there are several.</summary>
    Ambiguous,

    /// <summary>It is about persons.</summary>
    Person,

    /// <summary>Places or bodies set in a row by how many petitions or complaints they have.</summary>
    Complaints,

    /// <summary>A word that is understood, and not answered in this way.</summary>
    Instead,

    /// <summary>A second figure, a third time or a second order: one at a time.</summary>
    Twice,

    /// <summary>The most or the first of what is not said.</summary>
    OfWhat,

    /// <summary>A comparison with what is not said, or with other days than those before.</summary>
    WithWhat,

    /// <summary>A comparison with the days before of what has no days.</summary>
    OfWhen,

    /// <summary>Days that have not come.</summary>
    Future,
}
