using CsCheck;
using Hejie.Notices.Duty;

namespace Hejie.Tests.Notices;

/// <summary>Who is on duty, at any instant of any roster.</summary>
public sealed class RosterTests
{
    private static readonly DateOnly s_monday = new(2026, 2, 2);

    private static readonly Gen<Shift> s_shift = Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439], (from, until) =>
        new Shift(TimeOnly.MinValue.AddMinutes(from), TimeOnly.MinValue.AddMinutes(until), "1990000" + from.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<Roster> s_roster = Gen.Select(
        Gen.Select(Gen.Enum<DayOfWeek>(), s_shift, (day, shift) => new WeeklyShift(day, shift)).List[0, 6],
        Gen.Select(Gen.Int[0, 9], s_shift.List[0, 2], (day, shifts) => new DutyException(s_monday.AddDays(day), shifts)).List[0, 3],
        (week, days) => new Roster { Week = week, Exceptions = [.. days.DistinctBy(day => day.Date)] });

    [Fact]
    public void At_any_minute_one_shift_runs_or_none_and_the_days_shown_say_the_same() => Gen.Select(s_roster, Gen.Int[0, (10 * 1440) - 1]).Sample((roster, minute) =>
    {
        if (roster.Overlaps())
            return;
        var at = s_monday.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        var running = Counted(roster, at);
        running.Count.ShouldBeLessThanOrEqualTo(1);
        roster.At(at).ShouldBe(running.FirstOrDefault());
        var spans = roster.Spans(DateOnly.FromDateTime(at));
        spans.Single(span => span.From <= at && at < span.Until).Shift.ShouldBe(roster.At(at));
        spans.Zip(spans.Skip(1)).ShouldAllBe(pair => pair.First.Until == pair.Second.From);
        (spans[^1].Until - spans[0].From).ShouldBe(TimeSpan.FromDays(1));
    });

    [Fact]
    public void What_overlaps_anywhere_is_found() => s_roster.Sample(roster =>
    {
        var twice = Enumerable.Range(-1440, 14 * 1440).Any(minute => Counted(roster, s_monday.ToDateTime(TimeOnly.MinValue).AddMinutes(minute)).Count > 1);
        // What the exceptions hide these days comes again in other weeks.
        if (twice)
            roster.Overlaps().ShouldBeTrue();
        else if (roster.Exceptions.Count == 0)
            roster.Overlaps().ShouldBeFalse();
    }, iter: 60);

    [Fact]
    public void A_night_runs_into_the_next_day_and_over_the_end_of_the_week()
    {
        var night = new Shift(new TimeOnly(20, 0), new TimeOnly(8, 0), "19900000001");
        var roster = new Roster { Week = [new WeeklyShift(DayOfWeek.Sunday, night)] };
        roster.At(new DateTime(2026, 2, 8, 19, 59, 0)).ShouldBeNull();
        roster.At(new DateTime(2026, 2, 8, 20, 0, 0)).ShouldBe(night);
        roster.At(new DateTime(2026, 2, 9, 7, 59, 0)).ShouldBe(night);
        roster.At(new DateTime(2026, 2, 9, 8, 0, 0)).ShouldBeNull();
        (roster with { Week = [.. roster.Week, new WeeklyShift(DayOfWeek.Monday, new Shift(new TimeOnly(7, 0), new TimeOnly(9, 0), "19900000002"))] }).Overlaps().ShouldBeTrue();
    }

    [Fact]
    public void A_day_that_is_otherwise_takes_the_place_of_its_weekday()
    {
        var (usual, other) = (new Shift(new TimeOnly(8, 0), new TimeOnly(18, 0), "19900000001"), new Shift(new TimeOnly(9, 0), new TimeOnly(12, 0), "19900000002"));
        var roster = new Roster
        {
            Week = [new WeeklyShift(DayOfWeek.Monday, usual), new WeeklyShift(DayOfWeek.Tuesday, usual)],
            Exceptions = [new DutyException(s_monday, [other]), new DutyException(s_monday.AddDays(1), [])],
        };
        roster.At(new DateTime(2026, 2, 2, 10, 0, 0)).ShouldBe(other);
        roster.At(new DateTime(2026, 2, 2, 13, 0, 0)).ShouldBeNull();
        roster.At(new DateTime(2026, 2, 3, 10, 0, 0)).ShouldBeNull();
        roster.At(new DateTime(2026, 2, 9, 13, 0, 0)).ShouldBe(usual);
    }

    [Theory]
    [InlineData("every", "08:00", "08:00", "19900000001", null)]
    [InlineData("", "08:00", "20:00", "19900000001", "days field.required")]
    [InlineData("monday", "8点", "20:00", "19900000001", "from notices.time")]
    [InlineData("monday", "08:00", "20:00", "张三", "telephone notices.telephone")]
    [InlineData("working", "07:00", "08:30", "19900000001", "from roster.overlap")]
    public void A_shift_is_read_or_refused(string days, string from, string until, string telephone, string? error)
    {
        var before = error?.Contains("overlap", StringComparison.Ordinal) == true
            ? new Roster { Week = [new WeeklyShift(DayOfWeek.Friday, new Shift(new TimeOnly(8, 0), new TimeOnly(18, 0), "19900000009"))] } : Roster.Empty;
        var (roster, errors) = RosterForm.Add(before, days, from, until, telephone);
        errors.Select(wrong => $"{wrong.Field} {wrong.Code}").ShouldBe(error is null ? [] : [error]);
        (roster is null).ShouldBe(error is not null);
    }

    /// <summary>The shifts that run at a moment, counted one by one.</summary>
    private static List<Shift> Counted(Roster roster, DateTime at)
    {
        var running = new List<Shift>();
        foreach (var back in new[] { 1, 0 })
        {
            var date = DateOnly.FromDateTime(at).AddDays(-back);
            foreach (var shift in roster.On(date))
            {
                var from = date.ToDateTime(shift.From);
                var until = shift.Until > shift.From ? date.ToDateTime(shift.Until) : date.AddDays(1).ToDateTime(shift.Until);
                if (from <= at && at < until)
                    running.Add(shift);
            }
        }

        return running;
    }
}
