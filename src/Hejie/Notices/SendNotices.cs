using Hejie.Bodies;
using Hejie.Data;
using Hejie.Notices.Channels;
using Hejie.Notices.Duty;
using Hejie.Notices.Telling;
using Hejie.Operations;
using Hejie.Rules.Notices;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>
/// Sends notices to the staff, at least once each, several ways at once: one that hangs holds up no other. Dangers go by
/// themselves, before quiet hours and before all else; a call that nobody acknowledges is repeated, then goes a level higher.
/// </summary>
internal sealed partial class SendNotices(
    IServiceScopeFactory scopes, IEnumerable<INotifyChannel> channels, IEnumerable<INoticeSource> sources, DirectoryHolder directory, CatalogueHolder catalogue,
    NoticeWords words, TimeProvider time, ILogger<SendNotices> log) : Sending(time)
{
    /// <summary>How many ways are tried at once.</summary>
    private const int Ways = 8;

    /// <summary>Of a danger: with pauses of at most a minute, an hour and more.</summary>
    private const int MostCalls = 90;

    private static readonly TimeSpan s_danger = TimeSpan.FromMinutes(1);

    private readonly Dictionary<NoticeChannel, INotifyChannel> _channels = channels.ToDictionary(channel => channel.Channel);

    /// <summary>Sends one batch of dangers and one of all else.</summary>
    /// <returns>How many notices were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancel) => await RunAsync(danger: true, cancel) + await RunAsync(danger: false, cancel);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        LoopAsync(cancel => RunAsync(danger: true, cancel), error => Failed(log, error), stoppingToken),
        LoopAsync(cancel => RunAsync(danger: false, cancel), error => Failed(log, error), stoppingToken));

    private async Task<int> RunAsync(bool danger, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var now = Time.GetUtcNow();
        var until = LegalTime.Micros(now);
        var due = await db.Notices.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(row => row.Danger == danger && row.Next <= until).OrderBy(row => row.Next).Take(Batch).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var standing = new HashSet<NoticeRow>(due.Where(row => row is { Matter: null, Order: null }));
        foreach (var source in sources)
            standing.UnionWith(await source.StandingAsync(db, due, cancel));
        var addresses = await AddressesAsync(scope.ServiceProvider.GetRequiredService<KeepPreferences>(), due, now, cancel);
        var mark = new MarkNotice(db, scope.ServiceProvider.GetRequiredService<IDialect>());
        var going = new List<(NoticeRow Row, Addressed To)>();
        foreach (var row in due)
        {
            var to = addresses(row);
            if (row.Status == NoticeStatus.Called)
                await mark.FollowAsync(row, standing.Contains(row) ? Next(row, now) : [], cancel);
            else if (!standing.Contains(row))
                await mark.DropAsync(row, cancel);
            else if (!row.Danger && row.Kind != NoticeKind.Test && Quiet(to.Preferences, now) is { } end)
                await mark.PostponeAsync(row, end, NoticeStatus.Waiting, row.Error, cancel);
            else
                going.Add((row, to));
        }

        await Parallel.ForEachAsync(
            going.GroupBy(each => each.To.Target is { } target ? _channels[each.Row.Channel].Way(target) : ""),
            new ParallelOptions { MaxDegreeOfParallelism = Ways, CancellationToken = cancel },
            async (way, stop) => await SendAsync([.. way], stop));
        return due.Count;
    }

    /// <summary>Sends what goes one way, one after the other; once it is away, the rest waits with the one that found it so.</summary>
    private async Task SendAsync(IReadOnlyList<(NoticeRow Row, Addressed To)> way, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mark = new MarkNotice(scope.ServiceProvider.GetRequiredService<HejieDb>(), scope.ServiceProvider.GetRequiredService<IDialect>());
        (DateTimeOffset Until, NoticeError Error)? away = null;
        foreach (var (row, to) in way)
        {
            if (away is { } late)
                await mark.PostponeAsync(row, late.Until, NoticeStatus.Waiting, late.Error, cancel);
            else if (await mark.TakeAsync(row, Time.GetUtcNow() + Taken, cancel))
                away = await TryAsync(row, to, mark, cancel);
        }
    }

    /// <returns>Until when its way is left alone, and why; null where others may go on it.</returns>
    private async Task<(DateTimeOffset, NoticeError)?> TryAsync(NoticeRow row, Addressed to, MarkNotice mark, CancellationToken cancel)
    {
        try
        {
            var (text, subject, link) = words.Of(row, to.Preferences.Language);
            var target = to.Target ?? throw new NoticeFailed(row.Target.Length == 0 ? NoticeError.NobodyOnDuty : NoticeError.NoAddress);
            await _channels[row.Channel].SendAsync(new OutgoingNotice(row.Id, target, text, subject, link), cancel);
            // What was sent is marked even where the program is just stopping.
            if (row is { Danger: true, Channel: NoticeChannel.Voice, Again: false })
                await mark.PostponeAsync(row, Time.GetUtcNow() + catalogue.Current.Notices.Again, NoticeStatus.Called, null, CancellationToken.None);
            else
                await mark.FinishAsync(row, NoticeStatus.Sent, null, CancellationToken.None);
            return null;
        }
        catch (NoticeFailed failed)
        {
            var next = Time.GetUtcNow() + Pause(row.Tries, row.Danger ? s_danger : Longest);
            if (failed.ForGood || row.Tries >= (row.Danger ? MostCalls : MostTries))
            {
                GivenUp(log, row.Id, row.Channel, row.Tries, failed.Error);
                await mark.FinishAsync(row, NoticeStatus.Failed, failed.Error, cancel);
            }
            else
            {
                NotTaken(log, row.Id, row.Channel, row.Tries, failed.Error);
                await mark.PostponeAsync(row, next, NoticeStatus.Waiting, failed.Error, cancel);
            }

            return failed.Away ? (next, failed.Error) : null;
        }
    }

    /// <summary>The calls that follow one that nobody acknowledged: once more to the body, then to each level above it.</summary>
    private IEnumerable<NoticeRow> Next(NoticeRow row, DateTimeOffset now)
    {
        // The catalogue counts the first call too.
        if (row.Round + 1 >= catalogue.Current.Notices.MostCalls)
            return [];
        var chain = directory.Current.Chain(row.About).ToList();
        var step = row.Round + 1;
        return step == 1 ? MakeNotices.Again(row, row.About, now) : step - 1 < chain.Count ? MakeNotices.Again(row, chain[step - 1], now) : [];
    }

    private DateTimeOffset? Quiet(Preferences preferences, DateTimeOffset now) =>
        (preferences.Quiet ?? catalogue.Current.Notices.Quiet).EndAfter(now.ToOffset(LegalTime.Offset).DateTime) is { } end ? LegalTime.Instant(end) : null;

    /// <summary>Where each of these goes: an address of its body, or the telephone of who is on duty there now.</summary>
    private async Task<Func<NoticeRow, Addressed>> AddressesAsync(KeepPreferences keep, IReadOnlyList<NoticeRow> rows, DateTimeOffset now, CancellationToken cancel)
    {
        var preferences = await keep.ReadAsync([.. rows.Select(row => row.Body).Distinct()], cancel);
        var rosters = await keep.RostersAsync([.. rows.Where(row => row.Target.Length == 0).SelectMany(row => directory.Current.Chain(row.Body)).Distinct()], cancel);
        return row =>
        {
            var chosen = preferences.GetValueOrDefault(row.Body, Preferences.None);
            if (row.Target.Length > 0)
                return new Addressed(chosen, chosen.Find(row.Target));
            return new Addressed(chosen, OnDuty.Find(rosters, directory.Current, row.Body, now) is { } duty ? new NoticeTarget("", row.Channel, duty.Telephone, NoticeScope.Danger) : null);
        };
    }

    /// <summary>How a body wants to be told, and where; null where there is nobody.</summary>
    private sealed record Addressed(Preferences Preferences, NoticeTarget? Target);

    [LoggerMessage(LogLevel.Error, "Notices could not be sent; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "Notice {Id} was not sent by {Channel} at try {Try}: {Why}. It is tried again.")]
    private static partial void NotTaken(ILogger log, Guid id, NoticeChannel channel, int @try, NoticeError why);

    [LoggerMessage(LogLevel.Error, "Notice {Id} by {Channel} is given up after {Tries} tries: {Why}. It is kept as failed.")]
    private static partial void GivenUp(ILogger log, Guid id, NoticeChannel channel, int tries, NoticeError why);
}
