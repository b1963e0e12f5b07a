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
    /// <param name="Code">Why: <c>code.too-often</c>, <c>code.slow</c> or <c>code.not-sent</c>.</param>
    /// <param name="Detail">The seconds to wait, or null.</param>
    public sealed record Refused(string Code, string? Detail) : CodeSent;
}

/// <summary>Sends a one-time code for a visitor: so many to one telephone a day, and so many for one address.</summary>
internal sealed partial class SendCode(OneTimeCodes codes, SlowDown slow, ILogger<SendCode> log)
{
    public async Task<CodeSent> RunAsync(string purpose, string telephone, HttpContext http, CancellationToken cancel)
    {
        var visitor = "codes " + Visitor.Address(http);
        if (slow.Wait(visitor) is { Ticks: > 0 } wait)
            return new CodeSent.Refused("code.slow", Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture));
        slow.Wrong(visitor);
        try
        {
            return await codes.SendAsync(purpose, telephone, cancel) is { } id ? new CodeSent.Done(id) : new CodeSent.Refused("code.too-often", null);
        }
        catch (HttpRequestException error)
        {
            NotSent(log, error);
            return new CodeSent.Refused("code.not-sent", null);
        }
    }

    [LoggerMessage(LogLevel.Error, "A one-time code was not sent.")]
    private static partial void NotSent(ILogger log, Exception error);
}
