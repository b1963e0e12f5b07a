using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Journal.Following;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Procedures;

namespace Hejie.Reports;

/// <summary>
/// Writes the report of each county's month and of the prefecture's quarter once the time is over and all of it was counted:
/// a draft, which a person reads and releases.
/// </summary>
internal sealed partial class DraftReports(
    IServiceScopeFactory scopes, CatalogueHolder catalogue, DirectoryHolder directory, FollowJournal follow, TimeProvider time, ILogger<DraftReports> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(30);

    /// <summary>Writes what is due and was not written yet.</summary>
    /// <returns>How many reports.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (await follow.LagAsync(cancel) > 0)
            return 0;
        var written = 0;
        var levels = catalogue.Current.Reports.Templates.Values.Select(template => template.Level).ToHashSet();
        foreach (var body in directory.Current.Bodies.Where(body => body.Kind.Code == BodyKinds.ServiceCentre && levels.Contains(body.Place.Level)).OrderBy(body => body.Id))
        {
            if (directory.Current.PostsOf(body.Id).FirstOrDefault(post => post.Role == Role.Lead) is not { } lead
                || StaffScope.Of(directory.Current, catalogue.Current, account: 0, lead.Id) is not { } scope)
                continue;
            await using var services = scopes.CreateAsyncScope();
            var reports = services.ServiceProvider.GetRequiredService<KeepReports>();
            foreach (var template in reports.TemplatesOf(scope))
                written += await reports.DraftAsync(scope, template, cancel) ? 1 : 0;
        }

        return written;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken);

    [LoggerMessage(LogLevel.Error, "Reports could not be written; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
