using System.Globalization;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Notices;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Journal;

/// <summary>The main job from end to end, on both databases.</summary>
public abstract class MediationStories(Installation hejie)
{
    private static readonly (string, string)[] s_accept = [("summary", "屋檐滴水与院墙")];

    [Fact]
    public async Task A_dispute_is_filed_accepted_mediated_signed_performed_and_solved()
    {
        var receipt = await hejie.FileAsync();
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var mediator = hejie.Post("mediation-committee", "喜洲村", Role.Mediator);
        receipt.Body.ShouldBe(duty.Body.Id);

        (await hejie.MoveAsync(duty, receipt, "accept", s_accept)).ShouldBeOfType<Written.Done>();
        var accepted = await hejie.StateAsync(receipt);
        accepted.Number.ShouldNotBeNull();
        accepted.Clock("mediation")!.Due.ShouldBe(new DateOnly(2026, 3, 4));

        await Done(hejie.MoveAsync(mediator, receipt, "set-sitting", ("when", "2026-02-05T09:30"), ("where", "村委会调解室")));
        await Done(hejie.MoveAsync(mediator, receipt, "record-sitting", ("outcome", "agreed"), ("record", "双方到场，各退一步。")));
        await Done(hejie.MoveAsync(mediator, receipt, "write-agreement",
            ("facts", "滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "一、加装檐沟。"), ("manner", "自行安装"), ("perform-by", "2026-03-01")));
        await Done(hejie.MoveAsync(1, receipt, "sign", ("consent", "agree")));
        await Done(hejie.MoveAsync(2, receipt, "sign", ("consent", "agree")));
        await Done(hejie.MoveAsync(mediator, receipt, "sign-mediator"));
        (await hejie.StateAsync(receipt)).Name.ShouldBe("signing");
        await Done(hejie.MoveAsync(duty, receipt, "seal"));
        (await hejie.StateAsync(receipt)).Name.ShouldBe("performing");
        await Done(hejie.MoveAsync(mediator, receipt, "record-performance", ("extent", "full"), ("on", "2026-02-20"), ("how", "檐沟装好了")));
        await Done(hejie.MoveAsync(1, receipt, "solved", ("rating", "5")));

        var state = await hejie.StateAsync(receipt);
        state.Name.ShouldBe("solved");
        state.Work.ShouldBeEmpty();
        StateCodec.Encode(await hejie.RebuiltAsync(receipt)).ShouldBe(StateCodec.Encode(state));
    }

    [Fact]
    public async Task Two_officers_accept_at_once_and_one_entry_stands()
    {
        var receipt = await hejie.FileAsync();
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);

        var both = await Task.WhenAll(
            Task.Run(() => hejie.MoveAsync(duty, receipt, "accept", s_accept)), Task.Run(() => hejie.MoveAsync(duty, receipt, "accept", s_accept)));

        both.OfType<Written.Done>().Count().ShouldBe(1);
        both.Single(written => written is not Written.Done).ShouldBeOfType<Written.Refused>().Code.ShouldBe("move.state");
        (await hejie.StateAsync(receipt)).Entries.ShouldBe(2);
    }

    [Fact]
    public async Task A_body_numbers_what_it_accepts_without_a_gap_however_many_come_at_once()
    {
        var duty = hejie.Post("mediation-committee", "上关村", Role.DutyOfficer);
        var receipts = new List<Receipt>();
        for (var filed = 0; filed < 12; filed++)
            receipts.Add(await hejie.FileAsync(place: "上关村"));

        var accepted = await Task.WhenAll(receipts.Select(receipt => Task.Run(() => hejie.MoveAsync(duty, receipt, "accept", s_accept))));

        accepted.ShouldAllBe(written => written is Written.Done);
        (await Task.WhenAll(receipts.Select(hejie.StateAsync))).Select(state => DrawnIn(state.Number!)).Order().ShouldBe(Enumerable.Range(1, 12));
    }

    [Fact]
    public async Task A_number_that_another_node_drew_meanwhile_is_not_given_again()
    {
        var duty = hejie.Post("mediation-committee", "桃源村", Role.DutyOfficer);
        var (first, second) = (await hejie.FileAsync(place: "桃源村"), await hejie.FileAsync(place: "桃源村"));
        await Done(hejie.MoveAsync(duty, first, "accept", s_accept));
        await hejie.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            db.Numbers.Add(new NumberRow { County = first.County, Body = duty.Body.Id, Procedure = "people-mediation", Year = 2026, Drawn = 2, Matter = Guid.NewGuid() });
            return db.SaveChangesAsync();
        });

        await Done(hejie.MoveAsync(duty, second, "accept", s_accept));

        DrawnIn((await hejie.StateAsync(second)).Number!).ShouldBe(3);
    }

    [Fact]
    public async Task The_other_side_is_sent_a_code_of_their_own_and_nobody_else_sees_it()
    {
        var receipt = await hejie.FileAsync();
        await Done(hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), receipt, "accept", s_accept));

        await hejie.Services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None);

        var message = hejie.Outbox.Sent.Last(message => message.Telephone == "19900005678");
        var code = TrackingCodes.Read(message.Text.Split("查询码 ")[1].Split('，')[0]);
        code.ShouldNotBeNull();
        var opened = await hejie.InScopeAsync(services =>
            services.GetRequiredService<OpenByCode>().RunAsync(code, "5678", CancellationToken.None));
        opened.ShouldBeOfType<Opened.Done>().Party.Ordinal.ShouldBe(2);
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Deliveries
            .Where(row => row.County == receipt.County && row.Matter == receipt.Matter).SingleAsync())).Sealed.ShouldBeNull();
    }

    [Fact]
    public async Task Entries_get_consecutive_positions_in_their_countys_log()
    {
        var receipt = await hejie.FileAsync(place: "周城村");
        await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(receipt.County, CancellationToken.None);

        var positions = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Positions
            .Where(row => row.County == receipt.County).OrderBy(row => row.Position).ToListAsync());
        positions.Select(row => row.Position).ShouldBe(Enumerable.Range(0, positions.Count).Select(position => (long)position));
        positions.ShouldContain(row => row.Matter == receipt.Matter && row.Number == 1);
    }

    /// <summary>12 of 人调〔2026〕010123–12号.</summary>
    private static int DrawnIn(string official) => int.Parse(official.Split('–')[1].TrimEnd('号'), CultureInfo.InvariantCulture);

    private static async Task Done(Task<Written> written) => (await written).ShouldBeOfType<Written.Done>();
}

public sealed class MediationStoriesOnSqlite(SqliteInstallation hejie) : MediationStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class MediationStoriesOnPostgres(PostgresInstallation hejie) : MediationStories(hejie), IClassFixture<PostgresInstallation>;
