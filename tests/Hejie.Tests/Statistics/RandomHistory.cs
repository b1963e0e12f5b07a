using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Statistics;

/// <summary>What happens in an installation: drawn by chance, and the same each time.</summary>
internal sealed class RandomHistory(Installation hejie)
{
    /// <summary>How many matters are made before any is lived through.</summary>
    public const int Filled = 240;

    private static readonly SemaphoreSlim s_once = new(1, 1);

    private CatalogueHolder Catalogue => hejie.Services.GetRequiredService<CatalogueHolder>();

    /// <summary>Random histories: made for a measurement, then lived through by the real operations and the clock. Once for all stories of an installation.</summary>
    public async Task LiveAsync()
    {
        await s_once.WaitAsync();
        try
        {
            if (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Entries.TagWith(AcrossCounties.Tag).AnyAsync()))
                return;
            await ActivatorUtilities.CreateInstance<FillMatters>(hejie.Services, Catalogue.Current, hejie.Bodies)
                .RunAsync(Filled, seed: 29, progress: null, CancellationToken.None, days: 120);
            await ActAsync();
        }
        finally
        {
            s_once.Release();
        }
    }

    private async Task ActAsync()
    {
        var random = new Random(hejie is SqliteInstallation ? 29 : 53);
        var moves = Enumerable.Range(0, 700).Select(_ => random.Next(1_000_000)).ToList();
        var receipts = new List<Receipt>();
        List<string> places = ["喜洲村", "喜洲镇", "周城村"];
        foreach (var (nth, draw) in moves.Index())
        {
            if (nth % 7 == 0)
                receipts.Add(await FileAsync(draw, places));
            else if (nth % 60 == 59)
                await PassAsync(TimeSpan.FromDays(1 + (draw % 25)));
            else if (draw % 3 == 0)
                await PartyAsync(receipts[draw % receipts.Count], draw);
            else
                await StaffAsync(receipts[draw % receipts.Count], draw);
        }

        // Whose people may be forgotten, are: the figures stay.
        foreach (var receipt in receipts.Take(40))
            await ForgetAsync(receipt);
    }

    private async Task<Receipt> FileAsync(int draw, List<string> places)
    {
        var place = places[draw % places.Count];
        var centre = hejie.Post("service-centre", "大理市", Role.DutyOfficer);
        switch (draw % 5)
        {
            case 0:
                return await hejie.FileAsync("petition", "advice", place, about: draw % 2 == 0 ? centre.Body.Id : null, otherSide: false);
            case 1:
                return await hejie.FileAsync("service-request", Catalogue.Current.Procedures.Find("service-request")!.Kinds[0].Code, place, otherSide: false);
            case 2:
                var filing = Installation.Filing("people-mediation", "land", hejie.Place(place).Code.ToString(), null, "地界不清。", "19900001234", true) with
                {
                    TakenDown = new TakenDownBy(hejie.Post("service-centre", "喜洲村", Role.DutyOfficer), Presence.Counter),
                };
                var filed = await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None));
                return filed.ShouldBeOfType<Filed.Done>().Receipt;
            default:
                return await hejie.FileAsync(kind: draw % 2 == 0 ? "neighbour" : "debt", place: place);
        }
    }

    /// <summary>A party does one of what it may.</summary>
    private async Task PartyAsync(Receipt receipt, int draw)
    {
        var state = await hejie.StateAsync(receipt);
        var procedure = Catalogue.Current.Procedures.Version(state.ProcedureHash);
        var open = Interpreter.Open(procedure, state, new Actor.Party(1, PartyRole.Filer), Catalogue.Current.Now(hejie.Time, hejie.Bodies)).ToList();
        if (open.Count == 0)
            return;
        var move = open[draw / 3 % open.Count];
        await hejie.MoveAsync(1, receipt, move.Name, Answers(move, draw));
    }

    /// <summary>A post that has to do with it does one of what it may.</summary>
    private async Task StaffAsync(Receipt receipt, int draw)
    {
        var state = await hejie.StateAsync(receipt);
        var procedure = Catalogue.Current.Procedures.Version(state.ProcedureHash);
        var posts = state.Work.Select(work => work.Body).Append(state.Owner).Distinct().SelectMany(hejie.Bodies.PostsOf).ToList();
        var now = Catalogue.Current.Now(hejie.Time, hejie.Bodies);
        var open = posts.SelectMany(post => Interpreter.Open(procedure, state, new Actor.Staff(post.Body, post.Id, post.Role), now).Select(move => (post, move))).ToList();
        if (open.Count == 0)
            return;
        var (by, made) = open[draw / 3 % open.Count];
        await hejie.MoveAsync(hejie.At(by), receipt, made.Name, Answers(made, draw));
    }

    private (string, string)[] Answers(Move move, int draw) =>
        [.. move.Form.Select(field => (field.Name, field.Type switch
        {
            FieldType.Choice => field.Options.Count == 0 ? "" : field.Options[draw % field.Options.Count].Code,
            FieldType.Date => LegalTime.DateOf(hejie.Time.GetUtcNow()).AddDays(9).ToString("yyyy-MM-dd", null),
            FieldType.Moment => hejie.Time.GetUtcNow().ToOffset(LegalTime.Offset).AddDays(3).ToString("yyyy-MM-ddTHH:mm", null),
            FieldType.Body => hejie.Bodies.Bodies.Where(body => field.Kinds.Count == 0 || field.Kinds.Contains(body.Kind.Code)).ElementAt(draw % 9).Id.ToString(null as IFormatProvider),
            FieldType.YesNo => draw % 2 == 0 ? "yes" : "no",
            FieldType.Post or FieldType.People or FieldType.Files => "",
            _ => "已经看过",
        })).Where(answer => answer.Item2.Length > 0)];

    private async Task PassAsync(TimeSpan time)
    {
        hejie.Time.Advance(time);
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
    }

    private Task<Written> ForgetAsync(Receipt receipt) => hejie.InScopeAsync(services => services.GetRequiredService<ForgetMatter>()
        .RunAsync(new Forgetting(receipt.County, receipt.Matter, ForgetWhy.Asked, 1), CancellationToken.None));
}

/// <summary>Stories of figures that share one installation, whose history is lived through once.</summary>
[CollectionDefinition(Name)]
public sealed class HistoryOnSqlite : ICollectionFixture<SqliteInstallation>
{
    public const string Name = "history on SQLite";
}

/// <inheritdoc cref="HistoryOnSqlite"/>
[CollectionDefinition(Name)]
public sealed class HistoryOnPostgres : ICollectionFixture<PostgresInstallation>
{
    public const string Name = "history on PostgreSQL";
}
