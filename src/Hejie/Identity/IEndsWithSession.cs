namespace Hejie.Identity;

/// <summary>What ends when a session of staff is signed out: other modules say what they hold for one.</summary>
internal interface IEndsWithSession
{
    /// <summary>Ends it, while the session's cookies are still there.</summary>
    Task EndAsync(CancellationToken cancel);
}
