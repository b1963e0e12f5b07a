using System.Collections.Concurrent;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Notices;
using Hejie.Notices.Channels;
using Hejie.Notices.Duty;
using Hejie.Notices.Telling;
using Hejie.Operations;
using Hejie.Orders;
using Hejie.Rules.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hejie.Tests.Notices;

/// <summary>The notifier of an installation by a clock and by channels of the story's own: the installation's sleeps as long as nobody moves its clock.</summary>
internal sealed class Notifier : IDisposable
{
    private readonly Installation _hejie;
    private readonly TellStaff _tell;
    private readonly SendNotices _send;

    public Notifier(Installation hejie, TimeProvider time, params INotifyChannel[] channels)
    {
        _hejie = hejie;
        var services = hejie.Services;
        var (scopes, directory, catalogue) = (services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<DirectoryHolder>(), services.GetRequiredService<CatalogueHolder>());
        INoticeSource[] sources = [new MatterNotices(catalogue, directory, time), new OrderNotices()];
        _tell = new TellStaff(scopes, directory, sources, new RemindDue(catalogue, directory, time), time, services.GetRequiredService<ILogger<TellStaff>>());
        _send = new SendNotices(
            scopes, Enum.GetValues<NoticeChannel>().Select(by => channels.FirstOrDefault(channel => channel.Channel == by) ?? new FakeWay(by)), sources, directory, catalogue,
            services.GetRequiredService<NoticeWords>(), time, services.GetRequiredService<ILogger<SendNotices>>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reads what is new, all that has a position.</summary>
    public async Task<int> TellAsync()
    {
        var sequencer = _hejie.Services.GetRequiredService<Hejie.Journal.Sequencer>();
        foreach (var county in _hejie.Bodies.Counties.ToHashSet())
            await sequencer.SequenceAsync(county, Cancel);
        return await _tell.RunAsync(Cancel);
    }

    public Task<int> RemindAsync() => _tell.RemindAsync(Cancel);

    public Task DropAsync() => _tell.DropAsync(Cancel);

    public Task<int> SendAsync() => _send.RunAsync(Cancel);

    /// <summary>Forgets what other stories told and chose, and begins at what is new from now on.</summary>
    public async Task BeginAsync()
    {
        await TellAsync();
        // Another story may have reminded of later days already.
        var counties = _hejie.Bodies.Counties.ToHashSet();
        await _hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Cursors.Where(row => counties.Contains(row.County) && row.Reader == RemindDue.Reader).ExecuteDeleteAsync(Cancel));
        await RemindAsync();
        await _hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            await db.Notices.Where(row => counties.Contains(row.County)).ExecuteDeleteAsync(Cancel);
            await db.NoticePreferences.ExecuteDeleteAsync(Cancel);
            return await db.DutyRosters.ExecuteDeleteAsync(Cancel);
        });
    }

    /// <summary>All notices of a county, the oldest first.</summary>
    public Task<List<NoticeRow>> NoticesAsync(int county) => _hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Notices.AsNoTracking()
        .Where(row => row.County == county).OrderBy(row => row.Made).ThenBy(row => row.Round).ThenBy(row => row.Body).ToListAsync(Cancel));

    public Task ChooseAsync(Scope scope, params NoticeTarget[] targets) => _hejie.InScopeAsync(services =>
        services.GetRequiredService<KeepPreferences>().ChangeAsync(scope, chosen => chosen with { Targets = targets }, Cancel));

    public Task RosterAsync(Scope scope, Roster roster) => _hejie.InScopeAsync(services =>
        services.GetRequiredService<KeepPreferences>().ChangeRosterAsync(scope, _ => roster, Cancel));

    /// <summary>A roster of one telephone, day and night.</summary>
    public static Roster Always(string telephone) => new()
    {
        Week = [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyShift(day, new Shift(new TimeOnly(8, 0), new TimeOnly(8, 0), telephone)))],
    };

    public void Dispose()
    {
        _tell.Dispose();
        _send.Dispose();
    }
}

/// <summary>A way out that takes what is sent, and fails as it is told.</summary>
internal sealed class FakeWay(NoticeChannel channel) : INotifyChannel
{
    private readonly ConcurrentQueue<OutgoingNotice> _sent = new();

    public NoticeChannel Channel => channel;

    /// <summary>Why it fails; null where it takes what comes.</summary>
    public NoticeError? Fails { get; set; }

    public IReadOnlyList<OutgoingNotice> Sent => [.. _sent];

    public IEnumerable<string> Numbers => Sent.Select(notice => notice.To.Address);

    public string Way(NoticeTarget to) => channel.ToString();

    public Task SendAsync(OutgoingNotice notice, CancellationToken cancel)
    {
        if (Fails is { } error)
            throw new NoticeFailed(error);
        _sent.Enqueue(notice);
        return Task.CompletedTask;
    }
}

/// <summary>An installation that people reach at an address, and that calls this machine.</summary>
public sealed class NotifyingOnSqlite : SqliteInstallation
{
    private protected override Kernel.Settings Adjust(Kernel.Settings settings) => Notifying.Adjust(settings);
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class NotifyingOnPostgres : PostgresInstallation
{
    private protected override Kernel.Settings Adjust(Kernel.Settings settings) => Notifying.Adjust(settings);
}

internal static class Notifying
{
    public static Kernel.Settings Adjust(Kernel.Settings settings) =>
        settings with { Address = new Uri("https://hejie.example.gov.cn"), Outgoing = ["qyapi.weixin.qq.com", "localhost", "private:127.0.0.1"] };
}
