using CsCheck;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>With which days some days are compared.</summary>
public sealed class WindowTests
{
    [Theory]
    [InlineData("2026-02-16..2026-02-23", WindowUnit.LunarDays, "2025-01-28..2025-02-04", "2026-02-08..2026-02-15")] // 除夕 to the 7th
    [InlineData("2026-01-19..2026-02-16", WindowUnit.LunarMonth, "2024-12-31..2025-01-28", "2025-12-20..2026-01-18")] // 腊月
    [InlineData("2026-02-01..2026-02-28", WindowUnit.Month, "2025-02-01..2025-02-28", "2026-01-01..2026-01-31")]
    [InlineData("2024-02-01..2024-02-29", WindowUnit.Month, "2023-02-01..2023-02-28", "2024-01-01..2024-01-31")]
    [InlineData("2025-02-01..2025-02-28", WindowUnit.Month, "2024-02-01..2024-02-29", "2025-01-01..2025-01-31")]
    [InlineData("2026-11-01..2026-11-27", WindowUnit.Month, "2025-11-01..2025-11-27", "2026-10-01..2026-10-27")]
    [InlineData("2026-10-01..2026-11-27", WindowUnit.Quarter, "2025-10-01..2025-11-27", "2026-07-01..2026-08-27")]
    [InlineData("2026-01-01..2026-06-30", WindowUnit.HalfYear, "2025-01-01..2025-06-30", "2025-07-01..2025-12-31")]
    [InlineData("2026-01-01..2026-11-27", WindowUnit.Year, "2025-01-01..2025-11-27", "2025-01-01..2025-11-27")]
    [InlineData("2026-11-16..2026-11-22", WindowUnit.Week, "2025-11-17..2025-11-23", "2026-11-09..2026-11-15")]
    [InlineData("2026-10-29..2026-11-27", WindowUnit.Days, "2025-10-29..2025-11-27", "2026-09-29..2026-10-28")]
    public void Days_are_compared_with_those_a_year_before_and_those_just_before(string days, WindowUnit unit, string yearBefore, string before)
    {
        var window = Of(days, unit);
        window.YearBefore().ShouldBe(Of(yearBefore, unit));
        window.Before().ShouldBe(Of(before, unit));
    }

    [Fact]
    public void Compared_days_are_days_that_lie_before() =>
        QuestionGen.Windows.Sample(window =>
        {
            foreach (var other in new[] { window.YearBefore(), window.Before() })
            {
                other.From.ShouldBeLessThan(window.From);
                other.From.ShouldBeLessThanOrEqualTo(other.Until);
                other.Until.ShouldBeLessThan(window.Until);
                other.Unit.ShouldBe(window.Unit);
            }
        });

    private static Window Of(string days, WindowUnit unit) => new(Day(days[..10]), Day(days[12..]), unit);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
