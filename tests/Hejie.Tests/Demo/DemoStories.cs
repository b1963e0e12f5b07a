using System.Text.RegularExpressions;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Privacy;
using Hejie.Rounds;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Demo;

/// <summary>What is made up for a demonstration or a measurement stands as if it had been lived.</summary>
public abstract partial class DemoStories(Installation hejie)
{
    private Catalogue Catalogue => hejie.Services.GetRequiredService<CatalogueHolder>().Current;

    [Fact]
    public async Task What_is_stored_is_what_the_journal_tells()
    {
        await SetUpAsync();
        await hejie.InScopeAsync(ConsistentAsync);
    }

    [Fact]
    public async Task Every_state_of_people_s_mediation_and_petitions_occurs()
    {
        await SetUpAsync();
        var found = (await MattersAsync()).Select(matter => (matter.Procedure, matter.StateName)).ToHashSet();

        foreach (var procedure in Catalogue.Procedures.InForce.Where(procedure => procedure.Id is "people-mediation" or "petition"))
        {
            foreach (var state in procedure.States.Keys)
                found.ShouldContain((procedure.Id, state));
        }
    }

    [Fact]
    public async Task About_three_thousand_matters_lie_over_the_year_and_the_prefecture()
    {
        await SetUpAsync();
        var matters = await MattersAsync();

        matters.Count.ShouldBe(DemoMatters.Usual);
        matters.Select(matter => matter.County).Distinct().Count().ShouldBe(12);
        matters.Select(matter => LegalTime.Instant(matter.Opened).Month).Distinct().Count().ShouldBe(12);
        matters.ShouldAllBe(matter => matter.Opened < LegalTime.Micros(hejie.Time.GetUtcNow()) && matter.Changed <= LegalTime.Micros(hejie.Time.GetUtcNow()));
        matters.Count(matter => matter.StateName == "solved").ShouldBeInRange(matters.Count / 4, matters.Count * 3 / 4);
    }

    [Fact]
    public async Task Nobody_can_be_called_by_a_number_of_the_demonstration()
    {
        await SetUpAsync();
        foreach (var text in await hejie.InScopeAsync(TextsAsync))
        {
            foreach (Match number in TelephoneLike().Matches(text))
                number.Value.ShouldStartWith(DemoPeople.TelephonePrefix);
        }
    }

    [Fact]
    public async Task A_week_of_rounds_lies_behind_and_todays_are_open()
    {
        await SetUpAsync();
        var counties = hejie.Bodies.Counties.ToList();
        var rounds = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Rounds.AsNoTracking()
            .Where(row => counties.Contains(row.County) && row.Plan == "group").Select(row => new { row.Start, row.Outcome }).ToListAsync());
        rounds.Select(row => row.Start).Distinct().Count().ShouldBe(8);
        rounds.Select(row => row.Outcome).Distinct().Order().ShouldBe([RoundOutcome.Open, RoundOutcome.Nothing, RoundOutcome.Missed]);
        rounds.Count(row => row.Outcome == RoundOutcome.Missed).ShouldBeLessThan(rounds.Count / 10);
    }

    [Fact]
    public async Task Some_attach_photos_sign_on_paper_and_are_joined_by_the_other_side()
    {
        await SetUpAsync();
        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var files = await db.Attachments.AsNoTracking().TagWith(AcrossCounties.Tag).OrderBy(row => row.Id).ToListAsync();
            files.Count.ShouldBeGreaterThan(100);
            var first = files[0];
            var matter = await db.Matters.AsNoTracking().SingleAsync(row => row.County == first.County && row.Id == first.Matter);
            var key = (await services.GetRequiredService<MatterKeys>().FindAsync(matter.KeyId, CancellationToken.None)).ShouldNotBeNull();
            first.OpenName(key).ShouldEndWith(".jpg");
            await using var content = await services.GetRequiredService<SealedFileStore>().OpenAsync(first.County, first.Address, key.Bytes, CancellationToken.None);
            content.ReadByte().ShouldBe(0xFF);

            var kinds = (await db.Entries.AsNoTracking().TagWith(AcrossCounties.Tag).Select(row => row.Bytes).ToListAsync())
                .Select(bytes => EntryCodec.Header(bytes).Kind).ToHashSet();
            foreach (var move in (string[])["add-parties", "sign-on-paper", "attest"])
                kinds.ShouldContain(MakeMove.Prefix + move);
            return true;
        });
    }

    [Fact]
    public async Task A_summary_names_no_person_and_no_number()
    {
        await SetUpAsync();
        foreach (var walk in Make(600))
        {
            if (walk.Summary is { } summary)
                SummaryGuard.Personal(summary, walk.People).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Every_account_that_has_a_desk_finds_work_on_it()
    {
        await SetUpAsync();
        var work = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Work.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync());
        foreach (var account in DemoStaff.Accounts.Where(account => account.Role is Role.DutyOfficer or Role.Lead && account.BodyKind != "justice-office"))
        {
            var body = hejie.Bodies.Post(DemoStaff.PostOf(account, hejie.Bodies))!.Body;
            work.ShouldContain(row => row.Body == body, account.Post);
        }

        var today = LegalTime.DateOf(hejie.Time.GetUtcNow());
        DateOnly Day(WorkRow row) => LegalTime.DateOf(LegalTime.Instant(row.Due));
        var desk = work.Where(row => row.Body == hejie.Post("mediation-committee", "喜洲镇", Role.DutyOfficer).Body.Id && row.Due != Projection.NoDate).ToList();
        desk.Select(row => row.Matter).Distinct().Count().ShouldBeInRange(38, 56);
        desk.Count(row => Day(row) < today).ShouldBeGreaterThanOrEqualTo(4);
        desk.Count(row => Day(row) == today).ShouldBeGreaterThanOrEqualTo(3);
        desk.Count(row => row.Kind == "sitting" && Day(row) == today.AddDays(1)).ShouldBePositive();
        desk.Count(row => row.Kind == "sitting" && Day(row) > today.AddDays(1)).ShouldBePositive();
        work.Count(row => row.Body == hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer).Body.Id).ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public async Task An_account_signs_in_with_the_password_that_is_shown_and_holds_its_post()
    {
        await SetUpAsync();
        await hejie.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<Account>>();
            var account = (await users.FindByNameAsync("xizhoucun-duty")).ShouldNotBeNull();
            (await users.CheckPasswordAsync(account, DemoStaff.Password)).ShouldBeTrue();

            var db = services.GetRequiredService<HejieDb>();
            var held = await db.Appointments.AsNoTracking().Join(db.Users, row => row.Account, user => user.Id, (row, user) => new { user.UserName, row.Post }).ToListAsync();
            held.Select(row => (row.UserName, row.Post)).ShouldBe(
                DemoStaff.Accounts.Select(demo => ((string?)demo.UserName, DemoStaff.PostOf(demo, hejie.Bodies))), ignoreOrder: true);
            return held.Count;
        });
    }

    [Fact]
    public async Task The_tracking_codes_that_are_shown_open_their_matters()
    {
        await SetUpAsync();
        foreach (var shown in DemoCodes.All)
        {
            var opened = await hejie.InScopeAsync(services => services.GetRequiredService<OpenByCode>().RunAsync(shown.Code, DemoCode.Digits, CancellationToken.None));
            var party = opened.ShouldBeOfType<Opened.Done>().Party;
            (await MattersAsync()).Single(matter => matter.Id == party.Matter).StateName.ShouldBe(shown.State);
        }
    }

    private protected async Task SetUpAsync() => await DemoPrefecture.SetUpAsync(hejie.Services, CancellationToken.None);

    private IReadOnlyList<MatterWalk> Make(int count) => new DemoMatters(Catalogue, hejie.Bodies, hejie.Time.GetUtcNow()).Make(count);

    private Task<List<MatterRow>> MattersAsync() => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().Matters.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync());

    /// <summary>Holds every table against what the journal's entries say.</summary>
    internal static async Task<int> ConsistentAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<HejieDb>();
        var keys = services.GetRequiredService<MatterKeys>();
        var matters = await db.Matters.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync();
        var entries = (await db.Entries.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).ToLookup(row => row.Matter);
        var work = (await db.Work.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).ToLookup(row => row.Matter);
        var clocks = (await db.Clocks.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).ToLookup(row => row.Matter);
        var parties = (await db.Parties.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).ToLookup(row => row.Matter);
        var drawn = new List<string>();
        foreach (var matter in matters)
        {
            var bytes = entries[matter.Id].OrderBy(row => row.Number).ToList();
            bytes.Select(row => row.Number).ShouldBe(Enumerable.Range(1, matter.Entries));
            bytes.ShouldAllBe(row => row.County == matter.County);
            var headers = bytes.ConvertAll(row => EntryCodec.Header(row.Bytes));
            headers.ShouldBe(headers.OrderBy(header => header.Recorded));
            var state = headers.Aggregate(MatterState.Empty, (folded, header) => folded.After(header.Effects));
            StateCodec.Encode(state).ShouldBe(matter.State);
            (matter.StateName, matter.Owner, matter.About, matter.Number, matter.Place, matter.Kind, matter.Procedure, matter.Version, matter.Changed)
                .ShouldBe((state.Name, state.Owner, state.About, state.Number, state.Place, state.Kind, state.Procedure, state.Version, headers[^1].Recorded));
            work[matter.Id].OrderBy(row => row.Number)
                .Select(row => (row.Number, row.Kind, row.Body, row.Role, row.Post, row.Due, row.WaitsOnResident))
                .ShouldBe(state.Work.OrderBy(open => open.Number)
                    .Select(open => (open.Number, open.Kind, open.Body, open.Role, open.Post, open.Due ?? Projection.NoDate, open.WaitsOnResident)));
            clocks[matter.Id].Select(row => (row.Name, row.Rule, row.Due, row.Status))
                .ShouldBe(state.Clocks.Where(clock => clock.IsOpen).Select(clock => (clock.Name, clock.Rule, clock.Due, clock.Status)), ignoreOrder: true);
            if (state.Number is { } number)
                drawn.Add(number);
            await OpensAsync(matter, bytes, headers, parties[matter.Id], state, keys);
        }

        drawn.ShouldBeUnique();
        (await db.Numbers.TagWith(AcrossCounties.Tag).CountAsync()).ShouldBe(drawn.Count);
        (await db.Pending.TagWith(AcrossCounties.Tag).CountAsync()).ShouldBe(0);
        await PositionsAsync(db, entries.Sum(group => group.Count()));
        return matters.Count;
    }

    private static async Task OpensAsync(
        MatterRow matter, List<EntryRow> entries, List<EntryHeader> headers, IEnumerable<PartyRow> parties, MatterState state, MatterKeys keys)
    {
        var key = (await keys.FindAsync(matter.KeyId, CancellationToken.None)).ShouldNotBeNull();
        var mediation = matter.MediationKeyId is { } id ? await keys.FindAsync(id, CancellationToken.None) : null;
        for (var index = 0; index < entries.Count; index++)
        {
            var content = EntryCodec.Open(entries[index].Bytes, (headers[index].SealedWith == SealedWith.Mediation ? mediation! : key).Bytes);
            if (index == 0)
                (content.Texts.GetValueOrDefault("line")?.Length * 5 ?? content.Texts["narrative"].Length).ShouldBeInRange(50, 1000);
            if (content.Texts.TryGetValue("summary", out var summary))
                matter.Summary.ShouldBe(summary);
        }

        // Who joined later stands in the entry that named them.
        var people = entries.Zip(headers).SelectMany(pair => EntryCodec.Open(pair.First.Bytes, (pair.Second.SealedWith == SealedWith.Mediation ? mediation! : key).Bytes).People);
        var rows = parties.OrderBy(row => row.Ordinal).ToList();
        rows.Select(row => (row.Ordinal, row.Role)).ShouldBe(state.Parties.Select(party => (party.Ordinal, party.Role)));
        rows.Select(row => SealedPerson.Open(row, key)).ShouldBe(people);
        rows[0].Code.ShouldNotBeNull();
    }

    private static async Task PositionsAsync(HejieDb db, int entries)
    {
        var positions = await db.Positions.AsNoTracking().TagWith(AcrossCounties.Tag).OrderBy(row => row.County).ThenBy(row => row.Position).ToListAsync();
        positions.Count.ShouldBe(entries);
        foreach (var county in positions.GroupBy(row => row.County))
            county.Select(row => row.Position).ShouldBe(Enumerable.Range(0, county.Count()).Select(position => (long)position));
        foreach (var matter in positions.GroupBy(row => row.Matter))
            matter.Select(row => row.Number).ShouldBe(Enumerable.Range(1, matter.Count()));
    }

    private static async Task<List<string>> TextsAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<HejieDb>();
        var keys = services.GetRequiredService<MatterKeys>();
        var matters = await db.Matters.AsNoTracking().TagWith(AcrossCounties.Tag).ToDictionaryAsync(row => row.Id);
        var texts = new List<string>();
        foreach (var entry in await db.Entries.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync())
        {
            var sealedWith = EntryCodec.Header(entry.Bytes).SealedWith;
            var matter = matters[entry.Matter];
            var key = await keys.FindAsync(sealedWith == SealedWith.Mediation ? matter.MediationKeyId!.Value : matter.KeyId, CancellationToken.None);
            var content = EntryCodec.Open(entry.Bytes, key!.Bytes);
            texts.AddRange(content.Texts.Values);
            texts.AddRange(content.People.SelectMany(person => new[] { person.Name, person.Telephone ?? "", person.Address ?? "" }));
        }

        return texts;
    }

    /// <summary>A mobile number, or a landline with its area code; the id of a file is none.</summary>
    [GeneratedRegex(@"(?<![0-9a-f])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![0-9a-f])")]
    private static partial Regex TelephoneLike();
}

public sealed class DemoStoriesOnSqlite(SqliteInstallation hejie) : DemoStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class DemoStoriesOnPostgres(PostgresInstallation hejie) : DemoStories(hejie), IClassFixture<PostgresInstallation>;
