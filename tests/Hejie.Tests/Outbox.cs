using Hejie.Notices;

namespace Hejie.Tests;

/// <summary>The messages that went out, for tests to read as their receiver would.</summary>
internal sealed class Outbox : ICallSender
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<ShortMessage> _sent = new();

    public IReadOnlyCollection<ShortMessage> Sent => _sent;

    public Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel)
    {
        _sent.Enqueue(message);
        return Task.CompletedTask;
    }
}
