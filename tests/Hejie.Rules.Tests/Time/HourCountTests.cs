using System.Globalization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Time;

public sealed class HourCountTests
{
    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(72, "2026-02-14T10:20+08:00", "2026-02-17T11:00+08:00")] // 反家庭暴力法 28; rest days change nothing
    [InlineData(24, "2026-02-14T10:00+08:00", "2026-02-15T11:00+08:00")] // the hour of the event is not counted
    [InlineData(24, "2026-12-31T23:59+08:00", "2027-01-02T00:00+08:00")]
    [InlineData(24, "2026-02-14T16:30Z", "2026-02-16T01:00+08:00")] // 00:30 of the 15th in China
    public void Procedural_hours_start_at_the_next_hour(int length, string trigger, string end)
    {
        var counted = Counter.Due(Of(PeriodUnit.Hours, length), Trigger.At(At(trigger)), National).ShouldBeOfType<Count.Counted>();
        counted.Instant.ShouldBe(At(end));
        counted.Due.ShouldBe(LegalTime.DateOf(At(end)));
        Counter.DueDate(Of(PeriodUnit.Hours, length), Trigger.At(At(trigger)), National).ShouldBe(counted.Due);
    }

    [Fact]
    public void Civil_hours_start_at_the_moment()
    {
        var rule = Of(PeriodUnit.Hours, 48) with { FromTheMoment = true };
        var counted = Counter.Due(rule, Trigger.At(At("2026-02-14T10:20+08:00")), National).ShouldBeOfType<Count.Counted>();
        counted.Instant.ShouldBe(At("2026-02-16T10:20+08:00"));
        counted.In(Language.Chinese).ShouldBe(["受理的时间是 2026-02-14 10:20，从这一刻起算", "48 小时到 2026-02-16 10:20 届满"]);
    }

    [Fact]
    public void Hours_of_a_pause_are_not_counted() =>
        Counter.Due(Of(PeriodUnit.Hours, 24), Trigger.At(At("2026-02-14T10:20+08:00")), National, new CountOptions([Stop("2026-02-14", "2026-02-15")]))
            .ShouldBeOfType<Count.Counted>().Instant.ShouldBe(At("2026-02-17T00:00+08:00"));

    [Fact]
    public void What_is_due_at_once_is_due_at_the_moment_itself()
    {
        var counted = Counter.Due(Of(PeriodUnit.AtOnce, 0), Trigger.At(At("2026-02-17T03:14Z")), National).ShouldBeOfType<Count.Counted>();
        counted.Instant.ShouldBe(At("2026-02-17T11:14+08:00"));
        counted.Due.ShouldBe(Day("2026-02-17"));
        counted.In(Language.Chinese).ShouldBe(["受理的时间是 2026-02-17 11:14，应当立即办理，没有等待的时间"]);
    }

    [Theory]
    [InlineData(PeriodUnit.Hours), InlineData(PeriodUnit.AtOnce)]
    public void What_ends_at_a_moment_needs_the_moment_of_its_start(PeriodUnit unit)
    {
        Counter.Due(Of(unit, 24), Trigger.On(Day("2026-02-14")), National).ShouldBe(new Count.Refused(CountRefusal.MomentMissing));
        Counter.DueDate(Of(unit, 24), Trigger.On(Day("2026-02-14")), National).ShouldBeNull();
    }
}
