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

/// <summary>Has telephones ring, and a voice read a sentence. As short messages are handed to a gateway, calls are to another.</summary>
internal interface ICallSender : IMessageSender;

/// <summary>Prints messages to the console: for demonstrations only.</summary>
/// <param name="what">What is printed before each.</param>
internal sealed class ConsoleSender(string what = "SMS") : ICallSender
{
    public Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel)
    {
        Console.WriteLine($"[{what}] {Mask.Telephone(message.Telephone)}: {message.Text}");
        return Task.CompletedTask;
    }
}

/// <summary>Stands where no gateway is set: every message is refused, kept and tried again, so that none is lost in silence.</summary>
internal sealed class NoGateway : ICallSender
{
    public Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel) => throw new NoGatewaySet();
}

/// <summary>There is no gateway.</summary>
internal sealed class NoGatewaySet() : HttpRequestException("No gateway for short messages or calls is set.");
