using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>No change of the catalogue makes a quick report of anything but a danger.</summary>
public sealed class DangerCheckTests
{
    private static readonly HashSet<string> s_kinds = ["service-centre"];

    [Theory]
    [InlineData("gathering", "人员聚集", "People who gather")]
    [InlineData("petition", "上访", "Petition")]
    [InlineData("travel", "进京", "Gone to Beijing")]
    [InlineData("worship", "做礼拜", "Worship")]
    [InlineData("other", "别的", "Another")]
    [InlineData("person", "重点人员", "Key persons")]
    public void No_other_kind_is_added(string code, string zh, string en) =>
        Reasons(draft => draft.Top.Map("kinds")!.Set(code, $"{{zh: {zh}, en: {en}}}")).ShouldContain(reason => reason.Contains("is no kind of danger", StringComparison.Ordinal));

    [Theory]
    [InlineData("有人聚集", "people gather")]
    [InlineData("越级上 访", "smoke")]
    [InlineData("坐火车去北京", "smoke")]
    [InlineData("烟", "on the way to Beijing")]
    [InlineData("家庭教会活动", "smoke")]
    [InlineData("敏感时期值守", "smoke")]
    [InlineData("维·稳", "a sensitive period")]
    public void No_text_of_it_speaks_of_what_is_no_danger(string zh, string en)
    {
        Reasons(draft => draft.Top.Map("kinds")!.Set("fire", $"{{zh: {zh}, en: {en}}}")).ShouldNotBeEmpty();
        Reasons(draft => draft.Filing.Map("form")!.Map("line")!.Set("hint", $"{{zh: {zh}, en: {en}}}")).ShouldNotBeEmpty();
    }

    [Fact]
    public void It_asks_for_nobody_and_for_no_more_than_a_line()
    {
        Reasons(draft => draft.Filing.Map("form")!.Set("people", "{type: people, label: {zh: 谁, en: Who}}")).ShouldNotBeEmpty();
        Reasons(draft => draft.Filing.Map("form")!.Map("line")!.Set("max", "500")).ShouldNotBeEmpty();
        Reasons(draft => draft.Filing.Set("about-body", "true")).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{years: 1, article: 某规定, verified: false}")]
    [InlineData("{days: 31, article: 某规定, verified: false}")]
    [InlineData("{days: 30, years: 1, article: 某规定, verified: false}")]
    [InlineData("{days: 30, by-law: true, article: 某规定, verified: false}")]
    public void Its_text_is_gone_after_thirty_days(string keeps) => Reasons(draft => draft.Top.Set("keeps", keeps)).ShouldNotBeEmpty();

    [Fact]
    public void There_is_no_mode_of_it_for_a_while() => Reasons(draft => draft.Top.Set("until", "2030-01-01")).ShouldNotBeEmpty();

    [Theory]
    [InlineData("寺庙着火，烧香引起的")]
    [InlineData("教堂后墙要倒")]
    [InlineData("路断了，影响出行")]
    [InlineData("低洼处积水聚集，没过膝盖")]
    [InlineData("The church roof is on fire")]
    public void A_place_in_danger_is_a_danger(string text) => DangerWords.In(text).ShouldBeNull();

    [Fact]
    public void What_is_found_is_told_where_it_stands()
    {
        var found = DangerWords.In("村口有 群众上 访 的").ShouldNotBeNull();
        found.Misuse.ShouldBe(Misuse.Petitioning);
        "村口有 群众上 访 的".Substring(found.Start, found.Length).ShouldBe("上 访");
    }

    private static IReadOnlyList<string> Reasons(Func<ProcedureDraft, bool> edit)
    {
        var draft = new ProcedureDraft("quick-report");
        edit(draft).ShouldBeTrue();
        return [.. draft.Read(s_kinds, out _).Select(problem => problem.Reason)];
    }
}
