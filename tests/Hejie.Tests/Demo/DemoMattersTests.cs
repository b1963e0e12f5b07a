using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Tests.Demo;

/// <summary>The matters that are made up, before they are written anywhere.</summary>
public sealed class DemoMattersTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    private static readonly Catalogue s_catalogue = Catalogue.Read(Roots.Catalogue);

    [Fact]
    public void One_seed_gives_the_same_matters_and_another_gives_others()
    {
        string Told(ulong seed) => string.Join('\n', Matters("2026-02-02T09:00").Make(500, seed).SelectMany(walk => walk.Entries
            .SelectMany(entry => entry.Answers.Sealed.Values.Concat(entry.Answers.People.Select(person => person.ToString())).Prepend(entry.At.ToString("O")))
            .Append(Convert.ToHexString(StateCodec.Encode(walk.State))).Append(walk.Id.ToString())));

        Told(1).ShouldBe(Told(1));
        Told(1).ShouldNotBe(Told(2));
    }

    [Theory]
    [InlineData("2026-01-01T00:10")]
    [InlineData("2026-02-17T20:00")]
    [InlineData("2026-07-05T05:00")]
    [InlineData("2027-10-02T13:00")]
    [InlineData("2028-02-29T23:59")]
    public void It_can_be_made_on_any_day(string now)
    {
        var walks = Matters(now).Make(900);

        walks.Count.ShouldBe(900);
        walks.Max(walk => walk.Entries[^1].At).ShouldBeLessThanOrEqualTo(Now(now));
        walks.ShouldContain(walk => walk.State.Work.Any(work => work.Kind == "sitting"));
        // No clock that ran out is left running.
        walks.SelectMany(walk => walk.State.Clocks).ShouldNotContain(clock => clock.Status == ClockStatus.Running && clock.Due < LegalTime.DateOf(Now(now)));
    }

    [Fact]
    public void Texts_are_told_to_the_end()
    {
        var texts = Matters("2026-02-02T09:00").Make(1500).SelectMany(walk => walk.Entries).SelectMany(entry => entry.Answers.Sealed.Values).ToList();

        texts.ShouldAllBe(text => !text.Contains('{') && !text.Contains('}') && !text.Contains('|'));
        texts.Distinct().Count().ShouldBeGreaterThan(texts.Count / 3);
    }

    [Fact]
    public void A_few_in_a_hundred_ran_late()
    {
        var walks = Matters("2026-02-02T09:00").Make(3000);
        var late = walks.Count(walk => walk.Entries.SelectMany(entry => entry.Effects).OfType<Effect.WorkOpened>().Any(work => work.Kind == "overdue"));

        (late * 100 / walks.Count).ShouldBeInRange(2, 18);
    }

    private static DateTimeOffset Now(string now) => new(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture), LegalTime.Offset);

    private DemoMatters Matters(string now) => new(s_catalogue, hejie.Bodies, Now(now));
}
