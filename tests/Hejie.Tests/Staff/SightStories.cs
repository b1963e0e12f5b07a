using System.Net;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>Who is called to help is shown what that help needs, and nothing else (safeguard 4).</summary>
public abstract class SightStories(Installation hejie)
{
    private const string Narrative = "他喝了酒就动手，昨天晚上又打。", Reach = "只在白天打，接通先说是推销。", Found = "手臂上有旧伤。", Asked = "母子两人，从后门接。";

    [Fact]
    public async Task Who_is_asked_for_shelter_reads_how_to_fetch_somebody_safely_and_not_what_was_told()
    {
        var receipt = await AskedForShelterAsync();
        using var station = await Officer.AtAsync(hejie, Post("police-station", "喜洲镇"));
        await station.LookAsync(receipt, "handle");
        var whole = (await station.OpenAsync(Officer.Path(receipt))).Text;
        foreach (var text in new[] { Narrative, Reach, Found, Asked, "杨示例", "19900001234" })
            whole.ShouldContain(text);

        using var welfare = await Officer.AtAsync(hejie, Post("civil-affairs", "大理市"));
        await welfare.LookAsync(receipt, "handle");
        var part = (await welfare.OpenAsync(Officer.Path(receipt))).Text;
        foreach (var text in new[] { Reach, Asked, "杨示例", "19900001234" })
            part.ShouldContain(text);
        foreach (var text in new[] { Narrative, Found })
            part.ShouldNotContain(text);
        part.ShouldContain("请本单位来，只为办其中一件事");
    }

    [Fact]
    public async Task A_program_of_the_body_that_is_called_reads_no_more_than_its_people()
    {
        var receipt = await AskedForShelterAsync();
        using var client = new ApiClient(hejie);
        using var welfare = await client.SignInAsync(Post("civil-affairs", "大理市"));
        var matter = FormattableString.Invariant($"/api/v1/counties/{receipt.County}/matters/{receipt.Matter}");
        (await welfare.PostAsync(matter + "/looks", new { purpose = "handle" })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        var entries = (await welfare.GetAsync(matter + "/entries")).Body.ToString();
        entries.ShouldContain(Asked);
        entries.ShouldNotContain(Narrative);
        entries.ShouldNotContain(Found);
    }

    [Fact]
    public async Task Who_reported_harm_to_a_child_stays_unknown_to_those_who_are_called()
    {
        var receipt = await FileAsync("minor-harm", "violence", ("danger", "danger"));
        foreach (var (kind, place) in new[] { ("civil-affairs", "大理市"), ("procuratorate", "大理市") })
        {
            using var officer = await Officer.AtAsync(hejie, Post(kind, place));
            await officer.LookAsync(receipt, "handle");
            var text = (await officer.OpenAsync(Officer.Path(receipt))).Text;
            text.ShouldContain(Narrative);
            text.ShouldNotContain("杨示例");
            text.ShouldNotContain("19900001234");
        }
    }

    [Fact]
    public async Task Who_asked_is_told_what_the_others_are_shown()
    {
        var receipt = await AskedForShelterAsync();
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", "1234"));
        villager.Text.ShouldContain("请来的单位只看得到");
        villager.Text.ShouldContain("怎么联系您才安全");
    }

    private Hejie.Bodies.Scope Post(string kind, string place) => hejie.Post(kind, place, Role.Liaison);

    private async Task<Receipt> AskedForShelterAsync()
    {
        var receipt = await FileAsync("home-violence", null, ("own", "self"), ("danger", "danger"), ("reach", Reach));
        var station = Post("police-station", "喜洲镇");
        (await hejie.MoveAsync(station, receipt, "acknowledge")).ShouldBeOfType<Written.Done>();
        (await hejie.MoveAsync(station, receipt, "protect", ("measure", "hospital"), ("text", Found))).ShouldBeOfType<Written.Done>();
        (await hejie.MoveAsync(station, receipt, "ask-shelter", ("wish", "wants"), ("text", Asked))).ShouldBeOfType<Written.Done>();
        return receipt;
    }

    private async Task<Receipt> FileAsync(string procedure, string? kind, params (string Field, string Answer)[] answers)
    {
        var known = hejie.Services.GetRequiredService<Hejie.Operations.CatalogueHolder>().Current.Procedures.Find(procedure)!;
        var filing = Installation.Filing(procedure, kind ?? known.Kinds[0].Code, hejie.Place("喜洲村").Code.ToString(), null, Narrative, "19900001234", otherSide: false);
        var given = new Dictionary<string, string>(filing.Answers);
        foreach (var (field, answer) in answers)
            given[field] = answer;
        var filed = await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing with { Answers = given }, "test", Guid.NewGuid().ToString(), CancellationToken.None));
        return filed.ShouldBeOfType<Filed.Done>().Receipt;
    }
}

public sealed class SightStoriesOnSqlite(SqliteInstallation hejie) : SightStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class SightStoriesOnPostgres(PostgresInstallation hejie) : SightStories(hejie), IClassFixture<PostgresInstallation>;
