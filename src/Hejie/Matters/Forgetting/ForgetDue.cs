using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Forgetting;

/// <summary>
/// Forgets what is due: matters whose time of keeping is over, unfounded ones after the days for which they stayed
/// sealed, and what was begun before the program fell. County by county, a few at a time, so that it holds nobody up.
/// </summary>
internal sealed partial class ForgetDue(
    IServiceScopeFactory scopes, DirectoryHolder directory, CatalogueHolder catalogue, ForgottenList list, TimeProvider time, ILogger<ForgetDue> log) : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(1);

    /// <summary>Forgets what is due by now.</summary>
    /// <returns>How many matters were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var forgotten = await ForgetAsync(
            [.. (await list.BegunAsync(cancel)).Select(row => new Forgetting(row.County, row.Matter, row.Why, row.Party))], cancel);
        var today = LegalTime.DateOf(time.GetUtcNow());
        var procedures = catalogue.Current.Procedures;
        foreach (var county in directory.Current.Counties.Order())
        {
            foreach (var id in procedures.Ids)
            {
                if (procedures.Keeps(id) is not { } keeps)
                    continue;
                if (keeps.Days is { } kept)
                {
                    forgotten += await ForgetFiledAsync(county, id, today.AddDays(-kept), cancel);
                    continue;
                }

                forgotten += await ForgetAsync(county, id, null, today.AddYears(-keeps.Years), ForgetWhy.Term, cancel);
                if (keeps.UnfoundedDays is { } days && procedures.Erasing(id) is { Count: > 0 } erasing)
                    forgotten += await ForgetAsync(county, id, erasing, today.AddDays(-days), ForgetWhy.Unfounded, cancel);
            }
        }

        return forgotten;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken);

    /// <summary>Forgets the matters of a county and procedure that ended before a day.</summary>
    private Task<int> ForgetAsync(int county, string procedure, IReadOnlyList<string>? states, DateOnly before, string why, CancellationToken cancel)
    {
        var cut = LegalTime.EndOf(before.AddDays(-1));
        return ForgetEachAsync(county, why, db =>
        {
            var ended = db.Matters.AsNoTracking().Where(row => row.County == county && row.Procedure == procedure && row.Ended != null && row.Ended <= cut);
            if (states is not null)
                ended = ended.Where(row => states.Contains(row.StateName));
            return ended.OrderBy(row => row.Ended).Take(Batch).Select(row => row.Id);
        }, cancel);
    }

    /// <summary>Forgets the matters of a county and procedure that were filed before a day, ended or not.</summary>
    private async Task<int> ForgetFiledAsync(int county, string procedure, DateOnly before, CancellationToken cancel)
    {
        var cut = LegalTime.EndOf(before.AddDays(-1));
        // What has ended is found by its index, what goes on by its work.
        return await ForgetEachAsync(county, ForgetWhy.Term, db => db.Matters.AsNoTracking()
                .Where(row => row.County == county && row.Procedure == procedure && row.Ended != null && row.Opened <= cut).OrderBy(row => row.Ended).Take(Batch).Select(row => row.Id), cancel)
            + await ForgetEachAsync(county, ForgetWhy.Term, db => db.Matters.AsNoTracking()
                .Where(row => row.County == county && row.Procedure == procedure && row.Ended == null && row.Opened <= cut && db.Work.Any(work => work.County == county && work.Matter == row.Id))
                .OrderBy(row => row.Opened).Take(Batch).Select(row => row.Id), cancel);
    }

    private async Task<int> ForgetEachAsync(int county, string why, Func<HejieDb, IQueryable<Guid>> find, CancellationToken cancel)
    {
        var total = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var due = await find(scope.ServiceProvider.GetRequiredService<HejieDb>()).ToListAsync(cancel);
            var forgotten = await ForgetAsync(due.ConvertAll(id => new Forgetting(county, id, why, null)), cancel);
            total += forgotten;

            // What could not be forgotten stands first again: it is left for the next round, and told.
            if (due.Count < Batch || forgotten < due.Count)
                return total;
        }
    }

    private async Task<int> ForgetAsync(List<Forgetting> due, CancellationToken cancel)
    {
        if (due.Count == 0)
            return 0;
        var gone = new List<Guid>(due.Count);
        foreach (var what in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            var written = await scope.ServiceProvider.GetRequiredService<ForgetMatter>().DestroyAsync(what, cancel);
            if (written is Written.Done or Written.Forgotten)
                gone.Add(what.Matter);
            else
                NotForgotten(log, what.County, what.Matter, (written as Written.Refused)?.Code ?? written.GetType().Name);
        }

        await using var last = scopes.CreateAsyncScope();
        await last.ServiceProvider.GetRequiredService<ForgetMatter>().EraseTracesAsync(gone, cancel);
        return gone.Count;
    }

    [LoggerMessage(LogLevel.Error, "What is due to be forgotten could not be; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "Matter {County}/{Matter} is due and was not forgotten: {Code}.")]
    private static partial void NotForgotten(ILogger log, int county, Guid matter, string code);
}
