using System.Text;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;

namespace Hejie.Live;

/// <summary>
/// Writes a stream of server-sent events until its holder leaves, their session ends, or the program stops. It keeps no
/// session alive: a page that lies open is not work.
/// </summary>
internal sealed class LiveStream(
    IServiceScopeFactory scopes, LiveHub hub, FindSession find, IHostApplicationLifetime life, TimeProvider time)
{
    /// <summary>So often a proxy sees that the stream lives, and its holder's place in it is renewed.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>How many beats go by until the session is looked at again.</summary>
    private const int BeatsOfSession = 4;

    /// <summary>How long a browser waits until it comes back, in milliseconds.</summary>
    private const string Retry = "retry: 2000\n";

    public async Task RunAsync(HttpContext http, LiveSubscription subscription, IReadOnlyList<LiveEvent> missed, StaffSession session, long begun)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var ends = Ends(http, begun);
        try
        {
            Head(http);
            await WriteAsync(http, Retry + Text(missed, subscription.Vector), stop.Token);
            await FollowAsync(http, subscription, session, ends, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Its holder left, or the program stops: they come back with the last id.
        }
        finally
        {
            hub.Leave(subscription);
        }
    }

    /// <summary>Events as they stand in a stream. The id comes with the last, so that a break within them repeats them all.</summary>
    public static string Text(IReadOnlyList<LiveEvent> events, LiveVector vector)
    {
        var text = new StringBuilder();
        foreach (var (index, each) in events.Index())
        {
            text.Append("event: ").Append(each.Kind).Append("\ndata: ").Append(each.Data).Append('\n');
            if (index + 1 < events.Count)
                text.Append('\n');
        }

        return text.Append("id: ").Append(vector).Append("\n\n").ToString();
    }

    private async Task FollowAsync(HttpContext http, LiveSubscription subscription, StaffSession session, DateTimeOffset ends, CancellationToken cancel)
    {
        using var beats = new PeriodicTimer(Beat, time);
        var beat = beats.WaitForNextTickAsync(cancel).AsTask();
        var news = subscription.Waiting.WaitToReadAsync(cancel).AsTask();
        for (var passed = 0; ;)
        {
            if (await Task.WhenAny(news, beat) == news)
            {
                await news;
                await WriteWaitingAsync(http, subscription, cancel);
                news = subscription.Waiting.WaitToReadAsync(cancel).AsTask();
                continue;
            }

            await beat;
            if (time.GetUtcNow() >= ends || (++passed % BeatsOfSession == 0 && !await IsOpenAsync(subscription, session, cancel)))
                return;
            hub.CatchUp(subscription);
            await WriteAsync(http, $": \nid: {subscription.Vector}\n\n", cancel);
            beat = beats.WaitForNextTickAsync(cancel).AsTask();
        }
    }

    private async Task WriteWaitingAsync(HttpContext http, LiveSubscription subscription, CancellationToken cancel)
    {
        // Before each batch: a reader falls behind while one is written, and then no later id may be told to them.
        while (true)
        {
            if (hub.GiveUp(subscription))
                await WriteAsync(http, Text([LiveEvent.All], subscription.Vector), cancel);
            if (!subscription.Waiting.TryRead(out var batch))
                return;
            if (subscription.Overflowed)
                continue;
            subscription.Vector[batch.County, batch.Letter] = batch.Last;
            await WriteAsync(http, Text(batch.Events, subscription.Vector), cancel);
        }
    }

    /// <summary>Whether the session is open, the post held, and the watched matter in its scope, as a page would ask.</summary>
    private async Task<bool> IsOpenAsync(LiveSubscription subscription, StaffSession session, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        return await find.RunAsync(db, session, cancel) is not null
            && (subscription.Matter is not { } matter || await LiveEndpoint.SeesAsync(db, subscription.Scope, matter, cancel));
    }

    /// <summary>No stream outlasts the cookie that opened it, nor a shift.</summary>
    private static DateTimeOffset Ends(HttpContext http, long begun)
    {
        var shift = LegalTime.Instant(begun) + StaffSession.Longest;
        return http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expires && expires < shift ? expires : shift;
    }

    private static void Head(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // A proxy that gathers answers would hold back the events.
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await http.Response.BodyWriter.FlushAsync(cancel);
    }
}
