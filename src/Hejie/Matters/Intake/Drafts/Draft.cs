using System.Text.Json.Serialization;
using Hejie.Identity;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>What a resident has filled in so far, as typed, right or wrong: nothing typed is lost by a mistake.</summary>
internal sealed record Draft
{
    /// <summary>The procedure that is being filed, or the move that is being made.</summary>
    public required string Form { get; init; }

    /// <summary>The raw answers by field.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The files received so far.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <summary>The county whose folder the files lie in; 0 while there are none.</summary>
    public int FilesCounty { get; init; }

    /// <summary>Whether all answers were seen together: from then on each change leads back there.</summary>
    public bool Checked { get; init; }

    /// <summary>The one-time code that was sent, and to which telephone.</summary>
    public SentCode? Sent { get; init; }

    /// <summary>The telephone that a one-time code confirmed.</summary>
    public string? Confirmed { get; init; }

    /// <summary>Once it is filed: the receipt, and nothing else.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>Who fills it in for somebody else; null for a resident's own.</summary>
    public Helper? Helper { get; init; }

    /// <summary>What it was begun from, as who began it names it (a round that found something); null for none.</summary>
    public string? From { get; init; }

    /// <summary>For a move: whose and on what it is.</summary>
    public DraftedMove? Move { get; init; }

    public string this[string field] => Values.GetValueOrDefault(field, "");

    /// <summary>Replaces the answers to some questions; the answers to others stay.</summary>
    /// <param name="fields">The questions that were asked; of persons all that begins with the name and a dot.</param>
    /// <param name="raw">What was posted.</param>
    public Draft With(IReadOnlyCollection<string> fields, IReadOnlyDictionary<string, string> raw)
    {
        bool Asked(string key) => fields.Any(field => key == field || key.StartsWith(field + ".", StringComparison.Ordinal));
        var values = Values.Where(pair => !Asked(pair.Key)).Concat(raw.Where(pair => Asked(pair.Key)))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return this with { Values = values };
    }
}

/// <summary>A session of staff that fills in a form for somebody else. The draft is that session's, in that post, and nobody else's.</summary>
/// <param name="Session">The session.</param>
/// <param name="Post">Its post.</param>
/// <param name="By">By which way the person is there.</param>
internal sealed record Helper(Guid Session, int Post, Presence By)
{
    /// <summary>Once it is filed: the last digits of the telephone that the tracking code went to, or null where there is no code.</summary>
    public string? CodeTo { get; init; }

    public static Helper Of(StaffSession session, Presence by) => new(session.Id, session.Post, by);

    /// <summary>Whether this session is the one.</summary>
    public bool Is(StaffSession session) => (session.Id, session.Post) == (Session, Post);
}

/// <summary>A one-time code that was sent.</summary>
internal sealed record SentCode(Guid Id, string Telephone);

/// <summary>A party's move that is being prepared.</summary>
internal sealed record DraftedMove(int County, Guid Matter, int Ordinal, int Version);

[JsonSerializable(typeof(Draft))]
internal sealed partial class DraftJson : JsonSerializerContext;
