using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Rounds;

namespace Hejie.Rules.Tests.Rounds;

/// <summary>Rounds look at places and hazards; a file that leads into homes or to persons does not load (safeguard 5).</summary>
public sealed class RoundFileTests
{
    private const string Plain = """
        id: group
        title: {zh: 每日排查, en: Daily round}
        level: group
        every: daily
        role: grid-worker
        looks-at:
          - code: slope
            title: {zh: 路边的山坡, en: Slopes above the road}
            hint: {zh: 有没有落石, en: Fallen rocks}
            found: {procedure: incident, kind: slope}
        """;

    private static readonly ProcedureBook s_procedures =
        ProcedureBook.Load(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Time.Rules.Book);

    /// <summary>What stood there, what stands there now, what is told, and on which line.</summary>
    public static TheoryData<string, string, string, int> Hostile => new()
    {
        // Into homes.
        { "路边的山坡", "入户看一看", "'入户' is about persons or homes", 8 },
        { "路边的山坡", "入 户 走 访", "'入户' is about persons or homes", 8 },
        { "路边的山坡", "各户主的院子", "'户主' is about persons or homes", 8 },
        { "路边的山坡", "家庭成员的变化", "is about persons or homes", 8 },
        { "路边的山坡", "逐戶问一问", "'逐户' is about persons or homes", 8 },
        { "Slopes above the road", "A home visit", "'homevisit' is about persons or homes", 8 },
        { "Slopes above the road", "Go door-to-door", "'doortodoor' is about persons or homes", 8 },
        { "Fallen rocks", "Each household", "'household' is about persons or homes", 9 },
        // To persons.
        { "有没有落石", "重点人员在不在", "'重点人' is about persons or homes", 9 },
        { "有没有落石", "有没有可疑的人", "'可疑' is about persons or homes", 9 },
        { "有没有落石", "有没有外来人口", "is about persons or homes", 9 },
        { "有没有落石", "信教的聚会", "'信教' is about persons or homes", 9 },
        { "有没有落石", "上访户的动向", "is about persons or homes", 9 },
        { "有没有落石", "敏感时期多看看", "'敏感时期' is about persons or homes", 9 },
        { "Fallen rocks", "Persons of interest", "'ofinterest' is about persons or homes", 9 },
        { "Fallen rocks", "Strangers and tenants", "'stranger' is about persons or homes", 9 },
        { "code: slope", "code: watchlist", "'watchlist' is about persons or homes", 7 },
        // A free target, or somebody else's round.
        { "    hint:", "    target: {zh: 谁, en: Whom}\n    hint:", "unknown key 'target'", 9 },
        { "    hint:", "    text: {type: text}\n    hint:", "unknown key 'text'", 9 },
        { "role: grid-worker", "role: grid-worker\nbody: police", "unknown key 'body'", 6 },
        { "role: grid-worker", "role: liaison", "'liaison' is none of duty-officer, grid-worker, lead", 5 },
        { "role: grid-worker", "role: grid-worker\nquota: 5", "unknown key 'quota'", 6 },
        // More often than is asked of anybody.
        { "level: group", "level: village", "rounds of a village are weekly", 4 },
        { "every: daily", "every: hourly", "'hourly' is none of", 4 },
        // Found, and handled by nobody, or by named posts alone.
        { "procedure: incident", "procedure: watch", "there is no procedure 'watch'", 10 },
        { "kind: slope}", "kind: person}", "the procedure 'incident' has no kind 'person'", 10 },
        { "procedure: incident, kind: slope", "procedure: minor-harm, kind: violence", "is open to named posts alone", 10 },
        { "procedure: incident, kind: slope", "procedure: petition, kind: other", "only residents bring it", 10 },
        // Written wrongly.
        { "id: group", "id: daily", "the id 'daily' must be the file's name", 1 },
        { "  - code: slope", "  - code: Slope 1", "small letters, digits and hyphens", 7 },
        { "{zh: 路边的山坡", "{zh: \"{name}的山坡\"", "this text has no placeholders", 8 },
        { "    found: {procedure: incident, kind: slope}", "", "'found' is missing", 7 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_file_that_is_not_about_places_is_refused_with_its_line(string stood, string stands, string told, int line)
    {
        Plain.ShouldContain(stood);
        var problems = Should.Throw<CatalogueException>(() => RoundBook.Load([("rounds/group.yaml", Plain.Replace(stood, stands, StringComparison.Ordinal))], s_procedures)).Problems;
        problems.ShouldContain(problem => problem.Reason.Contains(told) && problem.Line == line, string.Join('\n', problems));
    }

    [Fact]
    public void What_is_written_plainly_is_read()
    {
        var plan = RoundBook.Load([("rounds/group.yaml", Plain)], s_procedures).Plans.ShouldHaveSingleItem();
        plan.ShouldSatisfyAllConditions(
            () => plan.Level.ShouldBe(RoundLevel.Group), () => plan.Every.ShouldBe(RoundInterval.Daily), () => plan.Role.ShouldBe(Role.GridWorker),
            () => plan.Find("slope")!.Kind.ShouldBe("slope"), () => plan.Find("other").ShouldBeNull(), () => plan.Find(null).ShouldBeNull());
    }

    [Fact]
    public void Two_files_of_one_level_and_two_things_of_one_code_are_refused()
    {
        var twice = Plain.Replace("  - code", "  - {code: slope, title: {zh: 坡, en: Slope}, found: {procedure: incident, kind: slope}}\n  - code", StringComparison.Ordinal);
        Should.Throw<CatalogueException>(() => RoundBook.Load([("rounds/group.yaml", twice)], s_procedures)).Message.ShouldContain("stands for two things");
        Should.Throw<CatalogueException>(() => RoundBook.Load([("rounds/group.yaml", Plain), ("rounds/again.yaml", Plain.Replace("id: group", "id: again", StringComparison.Ordinal))], s_procedures))
            .Problems.ShouldHaveSingleItem().Reason.ShouldContain("one file for each level");
    }

    [Fact]
    public void The_catalogue_as_it_ships_has_rounds_of_all_levels()
    {
        var book = RoundBook.Load(CatalogueFiles.All("rounds"), s_procedures);
        book.Plans.Select(plan => plan.Level).ShouldBe(Enum.GetValues<RoundLevel>());
        book.Plans.Select(plan => plan.Every).ShouldBe(Enum.GetValues<RoundInterval>());
    }

    [Theory]
    [InlineData(RoundInterval.Daily, "2026-02-04", "2026-02-04", "2026-02-05")]
    [InlineData(RoundInterval.Weekly, "2026-02-01", "2026-01-26", "2026-02-02")]
    [InlineData(RoundInterval.Weekly, "2026-02-02", "2026-02-02", "2026-02-09")]
    [InlineData(RoundInterval.HalfMonthly, "2026-02-15", "2026-02-01", "2026-02-16")]
    [InlineData(RoundInterval.HalfMonthly, "2026-02-28", "2026-02-16", "2026-03-01")]
    [InlineData(RoundInterval.HalfMonthly, "2026-12-31", "2026-12-16", "2027-01-01")]
    [InlineData(RoundInterval.Monthly, "2026-12-31", "2026-12-01", "2027-01-01")]
    public void Periods_follow_each_other(RoundInterval every, string day, string start, string next)
    {
        var plan = new RoundPlan("p", new Words("甲", "a"), RoundLevel.Group, every, Role.GridWorker, []);
        var begins = plan.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        begins.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(start);
        plan.NextOf(begins).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(next);
        plan.StartOf(plan.NextOf(begins)).ShouldBe(plan.NextOf(begins));
    }
}
