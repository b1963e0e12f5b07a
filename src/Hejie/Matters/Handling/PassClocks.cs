using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>
/// Records that clocks passed: an entry in each matter, and work for the body above. Nothing passes in silence. A clock
/// that two nodes find is recorded once, since the second finds it passed.
/// </summary>
internal sealed partial class PassClocks(
    IServiceScopeFactory scopes, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time, ILogger<PassClocks> log) : BackgroundService
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "clock:passed";

    private const int Batch = 200;
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    /// <summary>Records what has passed by now.</summary>
    /// <returns>How many clocks passed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        var total = 0;
        while (true)
        {
            List<(int County, Guid Matter, string Name)> passed;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
                passed = (await db.Clocks.AsNoTracking().TagWith(AcrossCounties.Tag)
                    .Where(clock => clock.Status == ClockStatus.Running && clock.Ends < now)
                    .OrderBy(clock => clock.Ends).Take(Batch)
                    .Select(clock => new { clock.County, clock.Matter, clock.Name }).ToListAsync(cancel))
                    .ConvertAll(clock => (clock.County, clock.Matter, clock.Name));
            }

            foreach (var clock in passed)
                await PassAsync(clock.County, clock.Matter, clock.Name, cancel);
            total += passed.Count;
            if (passed.Count < Batch)
                return total;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken, atOnce: true);

    private async Task PassAsync(int county, Guid id, string name, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var journal = scope.ServiceProvider.GetRequiredService<MatterJournal>();
        await journal.AppendAsync(
            db.Matters.Where(matter => matter.County == county && matter.Id == id), VersionCheck.None,
            matter => ValueTask.FromResult(Decide(matter, name)), null, cancel);
    }

    private Decision Decide(LoadedMatter matter, string name)
    {
        var procedure = catalogue.Current.Procedures.Version(matter.State.ProcedureHash);
        return Interpreter.Pass(procedure, matter.State, name, catalogue.Current.Now(time, directory.Current)) switch
        {
            Outcome.Applied applied => new Decision.Write(new EntryDraft
            {
                Kind = Kind,
                Actor = new Actor.System(),
                Answers = Answers.None with { Clear = new Dictionary<string, string> { ["clock"] = name, ["body"] = Holder(matter.State, name).ToString(CultureInfo.InvariantCulture) } },
                Effects = applied.Effects,
                Catalogue = procedure.Hash,
            }),
            Outcome.Refused refused => new Decision.Stop(new Written.Refused(refused.Code, refused.Detail)),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The body whose date it was: lateness is of who held it then, not of who has it now.</summary>
    public static int Holder(MatterState state, string clock) => Clock.ReferralOf(clock) is { } number
        ? state.Referrals.First(referral => referral.Number == number).Body
        : state.Owner;

    [LoggerMessage(LogLevel.Error, "Passed clocks could not be recorded; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
