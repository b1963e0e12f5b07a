using System.Globalization;
using Hejie.Kernel;

namespace Hejie.Matters.Tracking;

/// <summary>What came of sending a one-time code.</summary>
internal abstract record CodeSent
{
    private CodeSent()
    {
    }

    /// <summary>It is on its way; it is answered under this id.</summary>
    public sealed record Done(Guid Id) : CodeSent;

    /// <summary>It was not sent.</summary>
    /// <param name="Code">Why: <c>code.too-often</c>, <c>code.too-many</c>, <c>code.slow</c> or <c>code.not-sent</c>.</param>
    /// <param name="Detail">The seconds to wait, or null.</param>
    public sealed record Refused(string Code, string? Detail) : CodeSent;
}

/// <summary>
/// Sends a one-time code for a visitor: so many to one telephone a day, and so many for one address. A post that helps many
/// people one after the other is counted by itself, and generously.
/// </summary>
internal sealed partial class SendCode(OneTimeCodes codes, SlowDown slow, ILogger<SendCode> log)
{
    /// <summary>How many a post has sent before it must wait between two: a busy day at a counter.</summary>
    private const int FreeForPost = 100;

    /// <param name="purpose">What the code is for.</param>
    /// <param name="telephone">To whom it goes.</param>
    /// <param name="http">The visitor.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="post">The post that helps somebody, or null.</param>
    public async Task<CodeSent> RunAsync(string purpose, string telephone, HttpContext http, CancellationToken cancel, int? post = null)
    {
        var visitor = post is null ? "codes " + Visitor.Address(http) : "codes of post " + post;
        if (slow.Wait(visitor) is { Ticks: > 0 } wait)
            return new CodeSent.Refused("code.slow", Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture));
        if (post is null)
            slow.Wrong(visitor);
        else
            slow.Wrong(visitor, FreeForPost);
        try
        {
            var asked = await codes.SendAsync(purpose, telephone, cancel);
            if (asked.Refused == "code.too-many")
                TooMany(log);
            return asked.Id is { } id ? new CodeSent.Done(id) : new CodeSent.Refused(asked.Refused!, null);
        }
        catch (HttpRequestException error)
        {
            NotSent(log, error);
            return new CodeSent.Refused("code.not-sent", null);
        }
    }

    [LoggerMessage(LogLevel.Error, "More one-time codes were asked for within an hour than HEJIE_CODES allows: somebody may be having them sent.")]
    private static partial void TooMany(ILogger log);

    [LoggerMessage(LogLevel.Error, "A one-time code was not sent.")]
    private static partial void NotSent(ILogger log, Exception error);
}
