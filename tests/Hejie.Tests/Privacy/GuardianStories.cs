using System.Net;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Privacy;

/// <summary>A child under 14 files with a guardian's consent, and no birth date is kept; a report of harm asks for nobody's leave.</summary>
public abstract class GuardianStories(Installation hejie)
{
    [Fact]
    public async Task A_child_under_14_is_asked_for_a_guardian_who_consents()
    {
        using var child = new Resident(hejie);
        await child.OpenAsync("/file/people-mediation/kind");
        await child.SendAsync(("kind", "neighbour"));
        await child.ChooseAsync(hejie, "喜洲村");
        await child.SendAsync(("narrative", "他们把我的自行车弄坏了。"));
        await child.SendAsync(("people.0.name", "赵示例"), ("people.0.role", "respondent"));
        child.At.ShouldBe("/file/people-mediation/contact");
        await child.SendAsync(("filer.telephone", ""), ("filer.name", "杨小示"), ("filer.minor", "yes"));
        child.At.ShouldBe("/file/people-mediation/guardian");
        await child.SendAsync(("guardian.name", "杨大示"), ("guardian.telephone", "19900007777"));
        child.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        child.Errors.ShouldContain("监护人");
        await child.SendAsync(("guardian.name", "杨大示"), ("guardian.telephone", "19900007777"), ("guardian.consent", "yes"));
        child.At.ShouldBe("/file/people-mediation/files");
        await child.SendAsync(("do", "next"));
        child.Text.ShouldContain("杨大示");
        await child.SendAsync();
        child.At.ShouldBe("/file/receipt");

        var (header, content) = await FirstAsync(child.Code.Replace("-", "", StringComparison.Ordinal));
        content.Texts[Guardian.NameField].ShouldBe("杨大示");
        content.Texts[Guardian.TelephoneField].ShouldBe("19900007777");
        header.Clear.Keys.ShouldNotContain(key => key.Contains("guardian", StringComparison.Ordinal) || key.Contains("minor", StringComparison.Ordinal));
        (await Traces.ReadAsync(hejie)).Find(["杨大示", "19900007777"]).ShouldBeNull("it is sealed");

        var receipt = new Receipt(header.County, header.Matter, "", 0, 0);
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "找杨大示谈"))).ShouldBeOfType<Written.Invalid>("a guardian's name stands in no summary");
        using var officer = await Officer.AtAsync(hejie, duty);
        await officer.LookAsync(receipt, "contact");
        (await officer.OpenAsync(Officer.Path(receipt))).Text.ShouldContain("杨大示 19900007777");
    }

    [Fact]
    public async Task The_API_asks_for_the_same_and_a_report_of_harm_asks_nobody()
    {
        using var client = new ApiClient(hejie);
        var place = hejie.Place("喜洲村").Code;
        object Body(string procedure, string kind, object answers) => new
        {
            procedure,
            kind,
            place = place.ToString(),
            answers,
            filer = new { name = "杨小示", guardian = new { name = "", telephone = "1", consent = false } },
        };
        var refused = await client.PostAsync($"counties/{place.County}/matters", Body("people-mediation", "neighbour", new { narrative = "自行车弄坏了。" }), ApiClient.Key());
        refused.Errors.ShouldBe(["guardian.name field.required", "guardian.telephone person.telephone", "guardian.consent guardian.consent"]);
        var odd = await client.PostAsync($"counties/{place.County}/matters", new
        {
            procedure = "people-mediation",
            kind = "neighbour",
            place = place.ToString(),
            answers = new { narrative = "自行车弄坏了。" },
            filer = new { name = "杨小示", guardian = new { name = " 杨\ufffe大示", telephone = "19900007777", consent = true } },
        }, ApiClient.Key());
        (await FirstAsync(odd.Text("code")!.Replace("-", "", StringComparison.Ordinal))).Content.Texts[Guardian.NameField].ShouldBe("杨大示", "as every name is cleaned");
        var taken = await client.PostAsync($"counties/{place.County}/matters", Body("minor-harm", "violence", new { narrative = "家里人打我。", danger = "danger" }), ApiClient.Key());
        taken.Status.ShouldBe(HttpStatusCode.Created, "a child's word is taken without asking who holds power over it");
    }

    private Task<(EntryHeader Header, EntryContent Content)> FirstAsync(string code) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var hash = services.GetRequiredService<Matters.Tracking.TrackingCodes>().Hash(code);
        var county = hejie.Place("喜洲村").Code.County;
        var id = await db.Parties.Where(party => party.County == county && party.Code == hash).Select(party => party.Matter).SingleAsync();
        var journal = services.GetRequiredService<MatterJournal>();
        var matter = (await journal.FindAsync(db.Matters.Where(row => row.County == county && row.Id == id), CancellationToken.None))!;
        var bytes = (await journal.EntriesAsync(county, id, CancellationToken.None))[0];
        return (EntryCodec.Header(bytes), EntryCodec.Open(bytes, matter.Key.Bytes));
    });
}

public sealed class GuardianStoriesOnSqlite(SqliteInstallation hejie) : GuardianStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class GuardianStoriesOnPostgres(PostgresInstallation hejie) : GuardianStories(hejie), IClassFixture<PostgresInstallation>;
