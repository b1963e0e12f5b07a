using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hejie.Tests.Notices;

/// <summary>What came to the gateway.</summary>
internal sealed record Handed(Guid Id, string To, string Text, string? Key, string? Authorization);

/// <summary>A gateway for short messages on this machine: takes what is told, and answers as it is told.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly ConcurrentQueue<Handed> _handed = new();
    private readonly ConcurrentQueue<HttpStatusCode> _answers = new();
    private readonly WebApplication _app;

    private FakeGateway(WebApplication app) => _app = app;

    public IReadOnlyList<Handed> Handed => [.. _handed];

    public Uri Address => new(new Uri(_app.Urls.First()), "/send?from=hejie");

    /// <summary>What happens once a message is there and before it is answered.</summary>
    public Func<Task>? Before { get; set; }

    public static async Task<FakeGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var gateway = new FakeGateway(builder.Build());
        gateway._app.MapPost("/send", gateway.TakeAsync);
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>Answers the next messages so, and all after them with 200.</summary>
    public void Answer(params ReadOnlySpan<HttpStatusCode> next)
    {
        foreach (var status in next)
            _answers.Enqueue(status);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        http.Request.ContentType.ShouldBe("application/json; charset=utf-8");
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        body.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["id", "to", "text"]);
        var (to, text) = (body.RootElement.GetProperty("to").GetString()!, body.RootElement.GetProperty("text").GetString()!);
        _handed.Enqueue(new Handed(body.RootElement.GetProperty("id").GetGuid(), to, text, http.Request.Headers["Idempotency-Key"], http.Request.Headers.Authorization));
        if (Before is { } before)
            await before();
        http.Response.StatusCode = (int)(_answers.TryDequeue(out var status) ? status : HttpStatusCode.OK);
        // As gateways do, it repeats what it was given.
        await http.Response.WriteAsync($"{to} {text}");
    }
}
