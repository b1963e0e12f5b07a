using System.Text.Json.Serialization;
using Hejie.Notices.Channels;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Notices;

namespace Hejie.Notices;

/// <summary>What an address is told of. Numbers are stored and never used again.</summary>
internal enum NoticeScope
{
    All,

    /// <summary>Dangers alone.</summary>
    Danger,

    /// <summary>New work, and calls by other bodies.</summary>
    New,

    /// <summary>What is due soon: for who handles it.</summary>
    Due,

    /// <summary>What is overdue: for who leads.</summary>
    Late,
}

/// <summary>One address of a body.</summary>
/// <param name="Id">Its name within the body's addresses.</param>
/// <param name="Channel">By what it is reached.</param>
/// <param name="Address">A telephone, an e-mail address, the address of a webhook.</param>
/// <param name="Scope">What it is told of.</param>
/// <param name="Format">How a webhook wants to be called.</param>
/// <param name="Secret">What its calls are signed with; null where they are not.</param>
internal sealed record NoticeTarget(string Id, NoticeChannel Channel, string Address, NoticeScope Scope, WebhookFormat? Format = null, string? Secret = null)
{
    /// <summary>Whether it is told of a kind.</summary>
    public bool Wants(NoticeKind kind) => Scope switch
    {
        NoticeScope.All => kind != NoticeKind.Test,
        NoticeScope.Danger => NoticeBook.IsDanger(kind),
        NoticeScope.New => kind is NoticeKind.WorkNew or NoticeKind.Referral,
        NoticeScope.Due => kind == NoticeKind.WorkDue,
        NoticeScope.Late => kind == NoticeKind.Overdue,
        _ => false,
    };

    /// <summary>The address as a page shows it: of a webhook its host alone, since the rest lets anybody write there.</summary>
    [JsonIgnore]
    public string Shown => Channel == NoticeChannel.Webhook && Uri.TryCreate(Address, UriKind.Absolute, out var address) ? address.Host + "/…" : Address;

    public override string ToString() => $"{Channel} {Id}";
}

/// <summary>How a body wants to be told.</summary>
internal sealed record Preferences
{
    /// <summary>The most addresses of one body.</summary>
    public const int MostTargets = 12;

    public static Preferences None { get; } = new();

    public IReadOnlyList<NoticeTarget> Targets { get; init; } = [];

    /// <summary>The body's own quiet hours; null for those of the catalogue. Where both ends are the same there are none.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>The language in which it is told.</summary>
    public Language Language { get; init; }

    public NoticeTarget? Find(string id) => Targets.FirstOrDefault(target => target.Id == id);
}

[JsonSerializable(typeof(Preferences))]
[JsonSerializable(typeof(Duty.Roster))]
internal sealed partial class NoticesJson : JsonSerializerContext;
