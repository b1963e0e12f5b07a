using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;

namespace Hejie.Live;

/// <summary>
/// Follows what the counties write and tells the streams of this node. It is woken by what this node writes, at once and
/// by its name by what other nodes write, and looks by itself once a second, so that nothing is missed where a word is lost.
/// </summary>
internal sealed partial class FollowLive(
    IServiceScopeFactory scopes, DirectoryHolder directory, LiveHub hub, LiveSignal signal, IEnumerable<ILiveSource> sources, TimeProvider time,
    ILogger<FollowLive> log) : BackgroundService, IFollowsPositions
{
    private const int Batch = 500;

    /// <summary>How far before its start a node looks back, so that a restart is a short break too.</summary>
    private const int Before = 256;

    private static readonly TimeSpan s_sweep = TimeSpan.FromSeconds(1);

    /// <summary>One reading of a county at a time: changes are told in their order.</summary>
    private readonly SemaphoreSlim _reading = new(1, 1);
    private bool _begun;

    public void Given(int county) => signal.Wake(county);

    /// <summary>Looks where the counties are before the program serves: a stream that is opened first misses nothing.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Streams are refused until it is known; the program serves.
            Failed(log, error);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Tells what a county has that was not told.</summary>
    public async Task RunAsync(int county, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            foreach (var source in sources)
                await TellAsync(source, county, cancel);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Looks through all counties, and tells what is new.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (!_begun)
            await BeginAsync(cancel);
        foreach (var county in await NewerAsync(cancel))
            await RunAsync(county, cancel);
    }

    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? swept = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (swept is not { } last || time.GetElapsedTime(last) >= s_sweep)
                {
                    await SweepAsync(stoppingToken);
                    swept = time.GetTimestamp();
                }

                await HearAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
                swept = null;
                await Task.Delay(s_sweep, CancellationToken.None);
            }
        }
    }

    private async Task TellAsync(ILiveSource source, int county, CancellationToken cancel)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var after = hub.Position(county, source.Letter);
            var (changes, last) = await source.ReadAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), county, after, Batch, cancel);
            if (last > after)
                hub.Publish(county, source.Letter, changes, last);
            if (last - after < Batch)
                return;
        }
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var counties = Counties();
        foreach (var source in sources)
        {
            var newest = await source.NewestAsync(db, counties, cancel);
            hub.Begin(source.Letter, newest.Select(pair => KeyValuePair.Create(pair.Key, Math.Max(-1, pair.Value - Before))));
        }

        hub.Open();
        _begun = true;
    }

    /// <summary>The counties that have something that was not told here.</summary>
    private async Task<IReadOnlyCollection<int>> NewerAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var counties = Counties();
        var newer = new HashSet<int>();
        foreach (var source in sources)
        {
            foreach (var (county, newest) in await source.NewestAsync(db, counties, cancel))
            {
                if (newest > hub.Position(county, source.Letter))
                    newer.Add(county);
            }
        }

        return newer;
    }

    /// <summary>Waits for counties that have something new, a second at most, and tells the other nodes of what this one wrote, and the streams of all.</summary>
    private async Task HearAsync(CancellationToken cancel)
    {
        var woken = new HashSet<int>();
        using var sweep = new CancellationTokenSource(s_sweep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, sweep.Token);
        try
        {
            woken.Add(await signal.Woken.ReadAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return;
        }

        while (signal.Woken.TryRead(out var county))
            woken.Add(county);
        await TellNodesAsync(woken.Where(county => county > 0), cancel);
        foreach (var county in woken.Select(Math.Abs).Distinct())
            await RunAsync(county, cancel);
    }

    private async Task TellNodesAsync(IEnumerable<int> counties, CancellationToken cancel)
    {
        var text = string.Join(',', counties.Select(county => county.ToString(CultureInfo.InvariantCulture)));
        if (text.Length == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDialect>().TellNodesAsync(
            scope.ServiceProvider.GetRequiredService<HejieDb>(), HearNodes.Written(text), cancel);
    }

    private HashSet<int> Counties() => [.. directory.Current.Counties];

    [LoggerMessage(LogLevel.Error, "What is new could not be told; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
