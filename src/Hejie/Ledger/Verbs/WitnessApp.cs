using System.Globalization;
using System.Text;

namespace Hejie.Ledger.Verbs;

/// <summary>A witness as a program of its own (c2sp.org/tlog-witness): it cosigns what only grew, and keeps that before it answers.</summary>
internal sealed class WitnessApp(SigningKey key, IReadOnlyList<VerifierKey> logs, SeenCheckpoints seen, TimeProvider time) : IDisposable
{
    private const int MostBytes = 256 * 1024;

    /// <summary>One at a time: whoever compares with the last checkpoint also replaces it.</summary>
    private readonly SemaphoreSlim _one = new(1, 1);

    public static WebApplication Build(SigningKey key, IReadOnlyList<VerifierKey> logs, string folder, string urls, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(server => server.Limits.MaxRequestBodySize = MostBytes);
        builder.Services.AddSingleton(_ => new WitnessApp(key, logs, new SeenCheckpoints(folder), time ?? TimeProvider.System));
        var app = builder.Build();
        app.MapPost("/add-checkpoint", (HttpContext http, WitnessApp witness) => witness.AddAsync(http.Request.Body, http.RequestAborted));
        app.MapGet("/{log}/checkpoint", (string log, WitnessApp witness) =>
            witness.Seen(log) is { } note ? Results.Text(note, "text/plain; charset=utf-8") : Results.NotFound());
        return app;
    }

    public void Dispose() => _one.Dispose();

    private string? Seen(string log) => logs.Any(known => SeenCheckpoints.NameOf(known.Name) == log) ? seen.Find(log)?.ToString() : null;

    private async Task<IResult> AddAsync(Stream body, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        try
        {
            await body.CopyToAsync(bytes, cancel);
        }
        catch (BadHttpRequestException tooLarge)
        {
            return Results.StatusCode(tooLarge.StatusCode);
        }

        var request = AddCheckpoint.TryParse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), out var read) ? read : null;
        await _one.WaitAsync(cancel);
        try
        {
            switch (WitnessRules.Decide(request, logs, origin => seen.LastOf(origin)))
            {
                case WitnessAnswer.Cosigns cosigns:
                    var signature = key.Sign(request!.Note.Text, time.GetUtcNow());
                    seen.Keep(cosigns.Checkpoint.Origin, Known(request.Note).With([signature]));
                    return Results.Text(signature + "\n", "text/plain; charset=utf-8");
                case WitnessAnswer.Knows knows:
                    return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{knows.Size}\n"), "text/x.tlog.size", Encoding.ASCII, StatusCodes.Status409Conflict);
                case WitnessAnswer.Refuses refuses:
                    return Results.StatusCode(refuses.Status);
                default:
                    throw new InvalidOperationException();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The note with the signatures that were verified, and no other.</summary>
    private SignedNote Known(SignedNote note) =>
        new(note.Text, [.. note.Signatures.Where(signature => logs.Any(log => log.Name == signature.Name && log.Id == signature.KeyId))]);
}
