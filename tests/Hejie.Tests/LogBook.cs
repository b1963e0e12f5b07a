using Microsoft.Extensions.Logging;

namespace Hejie.Tests;

/// <summary>Keeps every line that the program logs, down to the finest, while it is switched on.</summary>
internal sealed class LogBook : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public bool On { get; set; }

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        if (On)
            _lines.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => On;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (On)
            _lines.Enqueue(formatter(state, exception) + exception);
    }

    public void Dispose()
    {
    }
}
