using System.Net;
using Hejie.Privacy;

namespace Hejie.Notices;

/// <summary>Sends short messages. An installation sets its gateway; a demonstration prints them to the console.</summary>
internal interface IMessageSender
{
    /// <summary>Sends one message. The key is the same at every try, so that a gateway can send it once.</summary>
    /// <exception cref="MessageRefused">The gateway will never take it.</exception>
    /// <exception cref="HttpRequestException">The gateway did not take it: it is tried again later.</exception>
    Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel);
}

/// <summary>The gateway refused a message for good: sent again, it would be refused again.</summary>
internal sealed class MessageRefused(HttpStatusCode status) : HttpRequestException($"The gateway refused it: status {(int)status}.", null, status);

/// <summary>Prints messages to the console: for demonstrations only.</summary>
internal sealed class ConsoleSender : IMessageSender
{
    public Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel)
    {
        Console.WriteLine($"[SMS] {Mask.Telephone(message.Telephone)}: {message.Text}");
        return Task.CompletedTask;
    }
}

/// <summary>Stands where no gateway is set: every message is refused, kept and tried again, so that none is lost in silence.</summary>
internal sealed class NoGateway : IMessageSender
{
    public Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel) =>
        throw new HttpRequestException("No gateway for short messages is set.");
}
