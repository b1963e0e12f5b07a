using Hejie.Operations;
using Hejie.Questions;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;
using Hejie.Rules.Statistics;
using Microsoft.Extensions.DependencyInjection;
using Asked = Hejie.Rules.Questions.Measure;
using Counted = Hejie.Rules.Statistics.Measure;

namespace Hejie.Tests.Overview;

/// <summary>What a question counts: conditions that figures hold together are counted, all others are refused, and none is answered with something near it.</summary>
public sealed class AskedFiguresTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    private static readonly DateOnly s_today = new(2026, 2, 24);

    private static readonly Window s_january = new(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31), WindowUnit.Month);

    private AskedFigures? Plan(Question question, out string? problem) =>
        new PlanQuestion(hejie.Services.GetRequiredService<VocabularyHolder>().Current, hejie.Services.GetRequiredService<CatalogueHolder>().Current, hejie.Bodies, s_today).Of(question, question.Window, out problem);

    [Theory]
    [InlineData(Asked.Filed, true, Counted.Filed)]
    [InlineData(Asked.Filed, false, Counted.Open, Condition.Open)]
    [InlineData(Asked.Filed, true, Counted.Late, Condition.Open, Condition.Overdue)]
    [InlineData(Asked.Open, false, Counted.Overdue, Condition.Overdue)]
    [InlineData(Asked.Overdue, false, Counted.Overdue, Condition.Open)]
    [InlineData(Asked.Overdue, false, Counted.Overdue, Condition.WaitingOnResident)]
    [InlineData(Asked.Filed, true, Counted.Late, Condition.WaitingOnResident, Condition.Overdue)]
    [InlineData(Asked.Open, false, Counted.Open, Condition.WaitingOnResident)]
    [InlineData(Asked.Filed, true, Counted.Filed, Condition.WaitingOnResident)]
    [InlineData(Asked.Filed, false, Counted.Open, Condition.WaitingOnResident, Condition.Open)]
    [InlineData(Asked.Ended, true, Counted.Ended, Condition.Ended)]
    [InlineData(Asked.Ended, true, Counted.OnTime, Condition.OnTime)]
    [InlineData(Asked.Filed, true, Counted.OnTime, Condition.Ended, Condition.OnTime)]
    [InlineData(Asked.Solved, true, Counted.Solved, Condition.Ended)]
    [InlineData(Asked.OnTimeRate, true, Counted.OnTime, Condition.Ended)]
    [InlineData(Asked.DaysToEnd, true, Counted.DaysToEnd, Condition.Ended)]
    [InlineData(Asked.Accepted, true, Counted.Accepted, Condition.Open)]
    [InlineData(Asked.Accepted, true, Counted.Accepted, Condition.Ended)]
    [InlineData(Asked.Reopened, true, Counted.Reopened, Condition.Open)]
    [InlineData(Asked.Reopened, true, Counted.Reopened, Condition.Ended)]
    public void Conditions_that_go_together_are_counted(Asked measure, bool past, Counted counted, params Condition[] conditions)
    {
        var plan = Plan(new Question { Measure = measure, Conditions = [.. conditions], Window = past ? s_january : null }, out var problem);
        problem.ShouldBeNull();
        plan.ShouldNotBeNull().Top.Measure.ShouldBe(counted);
        (plan.Top.States.Count > 0).ShouldBe(conditions.Contains(Condition.WaitingOnResident));
        // What is counted by its days, and is open now.
        plan.Top.Outcomes.Contains(FigureOutcome.Open).ShouldBe(conditions.Contains(Condition.Open) && counted is Counted.Reopened or Counted.Accepted or Counted.Late);
    }

    [Theory]
    [InlineData(Asked.Filed, Condition.Open, Condition.Ended)]
    [InlineData(Asked.Filed, Condition.Open, Condition.OnTime)]
    [InlineData(Asked.Open, Condition.WaitingOnResident)]
    [InlineData(Asked.Ended, Condition.Open)]
    [InlineData(Asked.Ended, Condition.Reopened)]
    [InlineData(Asked.Ended, Condition.WaitingOnResident)]
    [InlineData(Asked.Solved, Condition.OnTime)]
    [InlineData(Asked.DaysToEnd, Condition.Overdue)]
    [InlineData(Asked.OnTimeRate, Condition.Open)]
    [InlineData(Asked.Accepted, Condition.Overdue)]
    [InlineData(Asked.Share, Condition.Overdue)]
    public void Conditions_that_do_not_go_together_are_refused(Asked measure, params Condition[] conditions)
    {
        Plan(new Question { Measure = measure, Conditions = [.. conditions], Window = s_january }, out var problem).ShouldBeNull();
        problem.ShouldBe("conditions");
    }

    [Fact]
    public void What_is_open_has_no_outcome() =>
        Plan(new Question { Measure = Asked.Reopened, Conditions = [Condition.Open], Outcomes = [Ending.Solved] }, out _).ShouldBeNull();

    [Fact]
    public void How_many_ended_in_time_is_a_number_and_how_often_is_a_share()
    {
        Plan(new Question { Measure = Asked.Filed, Conditions = [Condition.OnTime], Window = s_january }, out _).ShouldNotBeNull().IsShare.ShouldBeFalse();
        Plan(new Question { Measure = Asked.OnTimeRate, Window = s_january }, out _).ShouldNotBeNull().IsShare.ShouldBeTrue();
    }
}
