namespace Hejie.Kernel;

/// <summary>
/// What keeps the installation from working for the moment. Nothing is wrong with the request and nothing of it was
/// done: it is answered with 503, and is right to be sent again.
/// </summary>
/// <param name="Code">The stable code; its words are <c>problem.CODE</c>.</param>
/// <param name="Again">When it is worth another try.</param>
internal sealed record Trouble(string Code, TimeSpan Again)
{
    /// <summary>A database cannot be reached, or somebody else holds it.</summary>
    public static readonly Trouble Away = new("storage.away", TimeSpan.FromSeconds(5));

    /// <summary>A disk is full.</summary>
    public static readonly Trouble Full = new("storage.full", TimeSpan.FromSeconds(30));

    /// <summary>The clock stands before what is recorded already.</summary>
    public static readonly Trouble ClockBack = new("clock.back", TimeSpan.FromSeconds(30));

    // Linux's numbers, which the runtime keeps as the error's result.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int OverQuota = 122;

    /// <summary>What an error of the file system tells; null where it is no such trouble.</summary>
    public static Trouble? OfDisk(Exception error) => error is not IOException ? null : error.HResult switch
    {
        NoSpace or OverQuota => Full,
        ReadOnly => Away,
        _ => null,
    };
}

/// <summary>The installation cannot do it for the moment.</summary>
internal sealed class TroubleException(Trouble trouble, string message) : Exception(message)
{
    public Trouble Trouble { get; } = trouble;
}
