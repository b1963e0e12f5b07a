using System.Net;
using System.Text;
using Hejie.Data;
using Hejie.Import;
using Hejie.Journal;
using Hejie.Notices.Telling;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Tests.Privacy;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Hejie.Tests.Import.Registers;

namespace Hejie.Tests.Import;

/// <summary>A register that was kept by hand becomes matters, once, each with its source; what is no matter is told why.</summary>
public abstract class ImportStories(Installation hejie)
{
    private readonly Registers _registers = new(hejie);

    [Fact]
    public async Task Each_row_becomes_a_matter_that_carries_its_source()
    {
        var file = await FileAsync(Row("喜1"), Row("喜2", "占用村口通道不让别家通行", outcome: "调解不成功"), Row("喜3", "拖欠工钱一直不给", kind: "工钱", outcome: "办理中", ended: "", date: "2026-01-30"));
        var (result, told) = await _registers.DoneAsync(file, _registers.Mapping(file, "周城台账"));
        told.ShouldAllBe(row => row.Fate == RowFate.Taken);
        (result.Taken, result.There, result.Refused).ShouldBe((3, 0, 0));

        var matters = (await _registers.MattersAsync("周城台账")).ToDictionary(matter => matter.Content.Texts[TakeIn.SourceKey]);
        var (settled, header, content) = matters["喜1"];
        (settled.StateName, settled.Kind, settled.Place, settled.Owner).ShouldBe(("unanswered", "neighbour", hejie.Place("周城村").Code.Value, _registers.Centre.Body.Id));
        settled.Opened.ShouldBe(LegalTime.Micros(LegalTime.StartOf(new DateOnly(2025, 11, 5))));
        settled.Ended.ShouldBe(LegalTime.Micros(LegalTime.StartOf(new DateOnly(2025, 11, 20))));
        header.Kind.ShouldBe("imported");
        header.Actor.ShouldBe(_registers.Centre.Actor);
        header.Recorded.ShouldBe(LegalTime.Micros(hejie.Time.GetUtcNow()));
        header.Clear[TakeIn.Outcome].ShouldBe("settled");
        content.Texts["narrative"].ShouldBe("屋檐水滴到邻居院墙，要求改水");
        content.People.Select(person => (person.Name, person.Telephone, person.Role)).ShouldBe([("杨植一", "19900004321", PartyRole.Filer), ("赵植二", null, PartyRole.Respondent)]);
        matters["喜2"].Row.StateName.ShouldBe("unsettled");

        var open = matters["喜3"].Row;
        (open.StateName, open.Ended).ShouldBe(("received", null));
        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var ids = matters.Values.Select(matter => matter.Row.Id).ToList();
            (await db.Work.AsNoTracking().Where(work => work.County == open.County && ids.Contains(work.Matter)).ToListAsync()).ShouldHaveSingleItem().Body.ShouldBe(_registers.Centre.Body.Id);
            // Received on Friday, three working days: the law's period is counted from then, not from today.
            (await db.Clocks.AsNoTracking().Where(clock => clock.County == open.County && ids.Contains(clock.Matter)).ToListAsync()).ShouldAllBe(clock => clock.Matter == open.Id && clock.Due >= new DateOnly(2026, 2, 2));
            foreach (var matter in matters.Values)
                StateCodec.Decode(matter.Row.State).ShouldBeEquivalentTo(MatterState.Empty.After(matter.Header.Effects));
            var parties = await db.Parties.AsNoTracking().Where(party => party.County == open.County && ids.Contains(party.Matter)).ToListAsync();
            parties.Count.ShouldBe(6);
            parties.ShouldAllBe(party => party.Code == null && party.Telephone == null);
            var positions = await db.Positions.AsNoTracking().Where(row => row.County == open.County).OrderBy(row => row.Position).ToListAsync();
            positions.Select(row => row.Position).ShouldBe(Enumerable.Range(0, positions.Count).Select(number => (long)number));
            positions.Count(row => ids.Contains(row.Matter)).ShouldBe(3);
            return true;
        });
    }

    [Fact]
    public async Task What_is_taken_in_is_counted_in_the_month_that_the_register_names()
    {
        // In a year of its own: other stories fill theirs.
        var file = await FileAsync(Row("统1", date: "2017-05-06", ended: "2017-06-07"), Row("统2", "占用村口通道不让别家通行", date: "2017-05-20", ended: "2017-06-21"));
        await _registers.DoneAsync(file, _registers.Mapping(file, "统计台账"));
        await hejie.FollowAsync();
        async Task<long> CountAsync(Measure measure, int month) => (await hejie.InScopeAsync(services => services.GetRequiredService<ReadFigures>().RunAsync(
            FigureScope.OfArea(_registers.Centre, hejie.Bodies)!,
            new Slice { Measure = measure, Channels = [FigureChannel.Import], From = new DateOnly(2017, month, 1), Until = new DateOnly(2017, month, 1).AddMonths(1).AddDays(-1) },
            FigureCompare.Nothing, CancellationToken.None))).ShouldBeOfType<FiguresAnswer.Done>().Figures.Total.Count;
        (await CountAsync(Measure.Filed, 5), await CountAsync(Measure.Filed, 6)).ShouldBe((2, 0));
        (await CountAsync(Measure.Ended, 5), await CountAsync(Measure.Ended, 6)).ShouldBe((0, 2));
    }

    [Fact]
    public async Task The_same_file_twice_makes_nothing_new_and_two_runs_at_once_make_it_once()
    {
        var rows = Enumerable.Range(1, 2_300).Select(nth => Row($"双{nth}", $"第{nth}次反映村口路灯不亮没有人修")).ToArray();
        var files = await Task.WhenAll(FileAsync(rows), FileAsync(rows));
        var both = await Task.WhenAll(files.Select(file => Task.Run(() => _registers.DoneAsync(file, _registers.Mapping(file, "两次")))));
        both.Sum(run => run.Result.Taken).ShouldBe(rows.Length);
        both.Sum(run => run.Result.There).ShouldBe(rows.Length);
        var again = await FileAsync(rows);
        (await _registers.DoneAsync(again, _registers.Mapping(again, "两次"))).Result.ShouldSatisfyAllConditions(result => result.Taken.ShouldBe(0), result => result.There.ShouldBe(rows.Length));
        // Another register may have the same numbers.
        var other = await FileAsync(rows[..2]);
        (await _registers.DoneAsync(other, _registers.Mapping(other, "另一本"))).Result.Taken.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_number_the_row_itself_tells_it_apart()
    {
        var bytes = Tables.Csv(Tables.Rows("受理日期|地点|主要事实", "2025-11-05|周城村|反映村口路灯不亮没有人修", "2025-11-05|周城村|反映村口路灯不亮没有人修", "2025-11-06|周城村|反映村口路灯不亮没有人修"));
        foreach (var taken in new[] { 2, 0 })
        {
            var file = await FileAsync(bytes);
            (await _registers.DoneAsync(file, _registers.Mapping(file, "无号") with { Kind = "other" })).Result.Taken.ShouldBe(taken);
        }
    }

    [Fact]
    public async Task A_dry_run_tells_each_rows_fate_and_writes_nothing()
    {
        var file = await FileAsync(Row("干1"), Row("干2", what: "杨植一"), Row("干3", date: "2025-13-45"));
        var (_, told) = await _registers.DoneAsync(file, _registers.Mapping(file, "干跑"), dry: true);
        told.Select(row => row.Fate).ShouldBe([RowFate.Taken, RowFate.Refused, RowFate.Refused]);
        (await _registers.MattersAsync("干跑")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_row_that_is_refused_is_told_why_and_in_which_column()
    {
        var file = await FileAsync(
            Row("错1", what: ""), Row("错2", what: "19900001234"), Row("错3", date: ""), Row("错4", date: "上个月"), Row("错5", date: "2026-05-01"), Row("错6", date: "1950-01-01"),
            Row("错7", place: "火星村"), Row("错8", place: "宾川县"), Row("错9", kind: "没听说过的"), Row("错10", outcome: "见附件"), Row("错11", ended: "2025-10-01"), Row(""), Row("错12", date: "2011-11-05", ended: "2011-12-01"),
            Row("好1"), Row("好2", "和邻居因为宅基地界限争议"));
        var mapping = _registers.Mapping(file, "错行") with { Kind = null };
        var (result, told) = await _registers.DoneAsync(file, mapping);
        (result.Taken, result.Refused).ShouldBe((2, 13));
        told.Where(row => row.Fate == RowFate.Refused).Select(row => row.Row.Errors.Select(error => $"{error.Column} {error.Code}").Single()).ShouldBe(
        [
            "主要事实 import.row.event", "主要事实 import.row.event", "受理日期 import.row.no-date", "受理日期 import.row.date", "受理日期 import.row.impossible", "受理日期 import.row.impossible",
            "地点 import.row.place", "地点 import.row.outside", "纠纷类型 import.row.kind", "办理结果 import.row.outcome", "办结日期 import.row.before", "登记编号 import.row.key", "受理日期 import.row.kept",
        ]);
    }

    [Fact]
    public async Task The_file_of_refused_rows_is_corrected_and_sent_again()
    {
        var words = hejie.Services.GetRequiredService<Hejie.Ui.WordBook>().In(Rules.Catalogue.Language.Chinese);
        var file = await FileAsync(Row("改0"), Row("改1"), Row("改2", date: "不知道"), Row("=改3", date: "不知道"));
        var mapping = _registers.Mapping(file, "改正");
        var (_, told) = await _registers.DoneAsync(file, mapping);
        var text = ErrorFile.Head([.. file.Names.Where(mapping.Fields.ContainsKey)], words) + string.Concat(told.Where(row => row.Fate == RowFate.Refused).Select(row => ErrorFile.Of(row.Row, words)));
        text.ShouldContain("\"'=改3\"");
        text.ShouldContain("“受理日期”：不是日期");
        text.ShouldNotContain("植三");
        text.ShouldNotContain("53290119800101123X");

        var corrected = await FileAsync([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.Replace("不知道", "2025-11-07", StringComparison.Ordinal))]);
        (await _registers.DoneAsync(corrected, mapping)).Result.ShouldSatisfyAllConditions(result => result.Taken.ShouldBe(2), result => result.Refused.ShouldBe(0));
        (await _registers.MattersAsync("改正")).Select(matter => matter.Content.Texts[TakeIn.SourceKey]).ShouldBe(["改0", "改1", "改2", "=改3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Columns_that_are_not_mapped_are_stored_nowhere_and_persons_are_sealed()
    {
        var file = await FileAsync(Row("植1", "反映路灯植四不亮没有人修", filer: "杨植五"), Row("植2", date: "植六"));
        await _registers.DoneAsync(file, _registers.Mapping(file, "植入"));
        using var officer = await Officer.AtAsync(hejie, _registers.Centre);
        using var sent = await officer.SendAsync(
            await officer.OpenAsync("/import"), "form.import-form", [("file", "t.csv", Tables.Csv(Tables.Rows(Head, Row("植3", "反映植七没有人修", filer: "杨植八"))))], ("procedure", "people-mediation"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var traces = await Traces.ReadAsync(hejie);
        traces.Find(["植三", "53290119800101123", "植四", "杨植五", "植六", "植七", "杨植八", "19900004321", "植1", "植3"]).ShouldBeNull();
    }

    [Fact]
    public async Task A_roster_is_refused_wholly_whatever_its_columns_are_said_to_be()
    {
        var file = await FileAsync(Tables.Csv(Tables.Rows("姓名|身份证号|电话|住址|出生日期", "杨示例|532901198001011234|19900001234|周城村|1980-01-01", "赵示例|532901198101011234|19900001235|周城村|1981-01-01")));
        var mapping = new Mapping
        {
            Source = "名单",
            Procedure = "people-mediation",
            Kind = "other",
            Place = "532901",
            Columns = new Dictionary<string, string> { ["姓名"] = "what", ["出生日期"] = "date" },
        };
        var (came, told) = await _registers.TakeAsync(file, mapping);
        came.ShouldBeOfType<TakenIn.Refused>().Errors[0].Code.ShouldStartWith("import.roster.");
        told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_takes_in_only_what_is_its_own()
    {
        var file = await FileAsync(Row("外1"), Row("外2", place: "宾川县"));
        (await _registers.DoneAsync(file, _registers.Mapping(file, "外面"), hejie.Post("mediation-committee", "喜洲镇", Role.Lead))).Result.ShouldSatisfyAllConditions(result => result.Taken.ShouldBe(1), result => result.Refused.ShouldBe(1));
        var worker = hejie.Post("service-centre", "喜洲镇", Role.GridWorker);
        (await _registers.TakeAsync(file, _registers.Mapping(file, "外面"), worker)).Came.ShouldBeOfType<TakenIn.Refused>().Errors[0].Code.ShouldBe("import.not-yours");
        (await _registers.TakeAsync(file, _registers.Mapping(file, "外面"), hejie.Post("police", "大理市", Role.Lead))).Came.ShouldBeOfType<TakenIn.Refused>().Errors.ShouldContain(error => error.Field == "procedure");
        (await _registers.TakeAsync(file, _registers.Mapping(file, "外面") with { Procedure = "minor-harm" })).Came.ShouldBeOfType<TakenIn.Refused>();
        (await _registers.TakeAsync(file, _registers.Mapping(file, "外面") with { Procedure = "quick-report" })).Came.ShouldBeOfType<TakenIn.Refused>();
    }

    [Fact]
    public async Task An_old_matter_that_goes_on_starts_no_period_of_today_and_nobody_is_rung_up()
    {
        await hejie.Services.GetRequiredService<TellStaff>().RunAsync(CancellationToken.None);
        var file = await FileAsync(Row("旧1", outcome: "未办结", ended: "", date: "2024-06-01"));
        await _registers.DoneAsync(file, _registers.Mapping(file, "旧事"));
        var (row, header, _) = (await _registers.MattersAsync("旧事")).ShouldHaveSingleItem();
        StateCodec.Decode(row.State).Clocks.ShouldBeEmpty();
        header.Effects.OfType<Effect.WorkOpened>().ShouldHaveSingleItem().Due.ShouldBeNull();
        await hejie.Services.GetRequiredService<TellStaff>().RunAsync(CancellationToken.None);
        await hejie.InScopeAsync(async services =>
        {
            (await services.GetRequiredService<HejieDb>().Notices.AsNoTracking().Where(notice => notice.County == row.County && notice.Matter == row.Id).ToListAsync()).ShouldBeEmpty();
            return true;
        });
        // It is handled like any other from here on.
        using var officer = await Officer.AtAsync(hejie, hejie.Post("service-centre", "大理市", Role.DutyOfficer));
        var page = await officer.OpenAsync(FormattableString.Invariant($"/matters/{row.County}/{row.Id:N}"));
        page.Text.ShouldContain("从“旧事”导入");
        page.Text.ShouldNotContain("杨植一");
    }

    [Fact]
    public async Task What_was_forgotten_is_not_brought_back_by_the_same_file()
    {
        var file = await FileAsync(Row("忘1", "反映村口路灯不亮没有人修"));
        var mapping = _registers.Mapping(file, "忘记", procedure: "service-request") with { Kind = "utilities" };
        await _registers.DoneAsync(file, mapping);
        var (row, _, _) = (await _registers.MattersAsync("忘记")).ShouldHaveSingleItem();
        (await hejie.InScopeAsync(services => services.GetRequiredService<Matters.Forgetting.ForgetMatter>().RunAsync(
            new Matters.Forgetting.Forgetting(row.County, row.Id, Matters.Forgetting.ForgetWhy.Asked, 1), CancellationToken.None))).ShouldBeOfType<Written.Done>();
        (await _registers.DoneAsync(file, mapping)).Result.ShouldSatisfyAllConditions(result => result.Taken.ShouldBe(0), result => result.There.ShouldBe(1));
    }

    [Fact]
    public async Task Encodings_and_workbooks_bring_the_same()
    {
        var rows = Tables.Rows(Head, Row("码1"), Row("码2", "占用村口通道不让别家通行"));
        var workbook = rows.Select((row, index) => index == 0 ? row : (IReadOnlyList<string>)[row[0], "date:45966", .. row.Skip(2)]).ToList();
        foreach (var (name, bytes) in new[] { ("u", Tables.Csv(rows, mark: true)), ("g", Tables.Csv(rows, Tables.Gb)), ("x", Tables.Xlsx(workbook)) })
        {
            var file = await FileAsync(bytes);
            (await _registers.DoneAsync(file, _registers.Mapping(file, "编码" + name))).Result.Taken.ShouldBe(2);
        }

        var first = await _registers.MattersAsync("编码u");
        foreach (var other in new[] { "编码g", "编码x" })
            (await _registers.MattersAsync(other)).Select(matter => (matter.Content.Texts["narrative"], matter.Row.Opened, matter.Row.Place, matter.Row.StateName)).Order().ShouldBe(first.Select(matter => (matter.Content.Texts["narrative"], matter.Row.Opened, matter.Row.Place, matter.Row.StateName)).Order());
    }

    [Fact]
    public async Task Rows_of_a_workbook_share_their_place_and_those_that_share_what_happened_are_given_back()
    {
        var file = await FileAsync(Tables.Xlsx(
            Tables.Rows("编号|日期|地点|申请人|事由", "并1|2025-11-05|喜洲镇周城村|杨植一|屋檐水滴到邻居院墙，要求改水", "并2|2025-11-06||杨植一|占用村口通道不让别家通行", "|||赵植二|", "并3|2025-11-07|喜洲镇周城村|杨植一|拖欠工钱一直不给，要求年前付清"),
            """<mergeCells count="4"><mergeCell ref="C2:C4"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/><mergeCell ref="E3:E4"/></mergeCells>"""));
        var (result, told) = await _registers.DoneAsync(file, _registers.Mapping(file, "合并台账") with { Kind = "neighbour" });
        told.Select(row => row.Fate).ShouldBe([RowFate.Taken, RowFate.Taken, RowFate.Refused, RowFate.Taken]);
        told[2].Row.Errors.ShouldHaveSingleItem().Code.ShouldBe("import.row.continues");
        (await _registers.MattersAsync("合并台账")).Select(matter => matter.Row.Place).ShouldBe(Enumerable.Repeat(hejie.Place("周城村").Code.Value, 3));
        result.Taken.ShouldBe(3);
    }
}

public sealed class ImportStoriesOnSqlite(SqliteInstallation hejie) : ImportStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ImportStoriesOnPostgres(PostgresInstallation hejie) : ImportStories(hejie), IClassFixture<PostgresInstallation>;
