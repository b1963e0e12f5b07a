using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hejie.Tests.Notices;

/// <summary>What came to a robot.</summary>
internal sealed record Robotic(string Query, string Body, string? Key);

/// <summary>A group's robot on this machine: takes what is told, and answers as it is told.</summary>
internal sealed class FakeRobot : IAsyncDisposable
{
    private readonly ConcurrentQueue<Robotic> _taken = new();
    private readonly WebApplication _app;
    private int _elsewhere;

    private FakeRobot(WebApplication app) => _app = app;

    public IReadOnlyList<Robotic> Taken => [.. _taken];

    /// <summary>How often it was followed to where it pointed.</summary>
    public int Elsewhere => _elsewhere;

    public Uri Address => new(new Uri(_app.Urls.First()), "/robot?key=its-own");

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("""{"errcode":0,"errmsg":"ok"}""");

    public static async Task<FakeRobot> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var robot = new FakeRobot(builder.Build());
        robot._app.MapPost("/robot", robot.TakeAsync);
        robot._app.Map("/elsewhere", () => Interlocked.Increment(ref robot._elsewhere));
        await robot._app.StartAsync();
        return robot;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _taken.Enqueue(new Robotic(http.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(), http.Request.Headers["Idempotency-Key"]));
        await Answer(http);
    }
}
