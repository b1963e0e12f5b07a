using Hejie.Rules.Time;
using Hejie.Supervision.Looks;

namespace Hejie.Tests.Privacy;

/// <summary>Which openings of sealed data are unusual (safeguard 9): fifty alert, and a day's honest work does not.</summary>
public sealed class UnusualLooksTests
{
    private const int Post = 7;
    private static readonly DateTimeOffset s_morning = new(2026, 2, 2, 8, 30, 0, LegalTime.Offset);
    private static readonly DateTimeOffset s_night = new(2026, 2, 2, 23, 10, 0, LegalTime.Offset);

    /// <summary>Fifty ways to leaf through matters: what is opened, when, and which rule finds it.</summary>
    public static TheoryData<string, int, int, bool, bool> Unusual()
    {
        var data = new TheoryData<string, int, int, bool, bool>();
        for (var more = 0; more < 13; more++)
        {
            data.Add(UnusualLooks.Many, 61 + (more * 5), 300 + more, false, false);
            data.Add(UnusualLooks.Fast, 16 + more, 2 + more, false, false);
            data.Add(UnusualLooks.Night, 6 + more, 400 + more, true, false);
            data.Add(UnusualLooks.Ended, 6 + more, 900 + more, false, true);
        }

        data.Count.ShouldBeGreaterThanOrEqualTo(50);
        return data;
    }

    [Theory, MemberData(nameof(Unusual))]
    public void An_unusual_opening_is_found(string rule, int count, int seconds, bool night, bool ended)
    {
        var looks = Looks(count, seconds, night ? s_night : s_morning, ended).ToList();
        var found = UnusualLooks.Of(looks).Where(unusual => unusual.Rule == rule).ToList();
        found.ShouldHaveSingleItem().Post.ShouldBe(Post);
        found[0].Looks.Select(look => look.Matter).Distinct().Count().ShouldBe(found[0].Looks.Count, "a matter is counted once");
    }

    [Theory]
    [InlineData(60, 420, false, false)]
    [InlineData(15, 1, false, false)]
    [InlineData(5, 60, true, false)]
    [InlineData(5, 60, false, true)]
    public void A_days_work_is_not_unusual(int count, int seconds, bool night, bool ended) =>
        UnusualLooks.Of(Looks(count, seconds, night ? s_night : s_morning, ended)).ShouldBeEmpty();

    [Fact]
    public void One_matter_opened_again_and_again_and_many_posts_at_work_are_not_unusual()
    {
        var matter = Guid.NewGuid();
        UnusualLooks.Of(Looks(200, 20, s_morning, false).Select(look => look with { Matter = matter })).ShouldBeEmpty();
        UnusualLooks.Of(Looks(200, 20, s_morning, false).Select((look, index) => look with { Post = index })).ShouldBeEmpty();
    }

    private static IEnumerable<CountedLook> Looks(int count, int seconds, DateTimeOffset from, bool ended) => Enumerable.Range(0, count)
        .Select(nth => new CountedLook(532901, Guid.NewGuid(), Post, LegalTime.Micros(from.AddSeconds((double)nth * seconds)), ended));
}
