using Hejie.Rules.Notices;

namespace Hejie.Notices.Channels;

/// <summary>A notice as it goes out.</summary>
/// <param name="Id">The same at every try, so that who receives it can take it once.</param>
/// <param name="To">Where to.</param>
/// <param name="Text">What it says: a neutral sentence, never a matter's content.</param>
/// <param name="Subject">The subject of an e-mail; empty elsewhere.</param>
/// <param name="Link">Where to look; null where the installation has no address.</param>
internal sealed record OutgoingNotice(Guid Id, NoticeTarget To, string Text, string Subject, string? Link);

/// <summary>By what notices go out. There is one for each <see cref="NoticeChannel"/>.</summary>
internal interface INotifyChannel
{
    NoticeChannel Channel { get; }

    /// <summary>What several targets hang on together: where it is away, it is away for all of them.</summary>
    string Way(NoticeTarget to);

    /// <summary>Sends one notice, and never tries twice.</summary>
    /// <exception cref="NoticeFailed">It did not go out.</exception>
    Task SendAsync(OutgoingNotice notice, CancellationToken cancel);
}

/// <summary>Why a notice did not go out. Numbers are stored and never used again; no content goes with them.</summary>
internal enum NoticeError
{
    /// <summary>What was called said that it will never take it.</summary>
    Refused,

    /// <summary>It pointed elsewhere, where nobody follows.</summary>
    Redirected,

    /// <summary>Its host is not among those that the installation calls, or its address is a private one.</summary>
    NotAllowed,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>Nobody was reached.</summary>
    Unreachable,

    /// <summary>It answered that something is wrong with it.</summary>
    Faulty,

    /// <summary>The installation has no gateway or server for this channel.</summary>
    NotSet,

    /// <summary>Nobody is on duty, at no level above either.</summary>
    NobodyOnDuty,

    /// <summary>The address is not there any more, or cannot be read.</summary>
    NoAddress,
}

/// <summary>A notice did not go out.</summary>
/// <param name="error">Why.</param>
internal sealed class NoticeFailed(NoticeError error) : Exception(error.ToString())
{
    public NoticeError Error { get; } = error;

    /// <summary>Whether trying again would be of no use.</summary>
    public bool ForGood => Error is NoticeError.Refused or NoticeError.Redirected or NoticeError.NotAllowed or NoticeError.NoAddress;

    /// <summary>Whether others on the same way would fare no better now.</summary>
    public bool Away => Error is NoticeError.TimedOut or NoticeError.Unreachable or NoticeError.NotSet;
}
