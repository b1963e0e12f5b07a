using System.Globalization;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>Writes the steps of a count down as they are made.</summary>
internal sealed class CountLog
{
    private readonly List<CountStep> _steps = [];
    private (DateOnly From, DateOnly To, Words Name)? _skipped;

    internal IReadOnlyList<CountStep> Steps => _steps;

    internal void Add(string code, params Words[] args) => _steps.Add(new CountStep(code, args));

    /// <summary>Notes a named day of rest; neighbours of one name become one step. A plain weekend needs no step.</summary>
    internal void Skip(DateOnly date, DayKind kind)
    {
        if (kind is not DayKind.Rest { Name: var name }) return;
        if (_skipped is { } run && run.Name == name && run.To.AddDays(1) == date) _skipped = run with { To = date };
        else
        {
            EndSkipping();
            _skipped = (date, date, name);
        }
    }

    internal void EndSkipping()
    {
        if (_skipped is not { } run) return;
        if (run.From == run.To) Add("skipped-day", Date(run.From), run.Name);
        else Add("skipped", Date(run.From), Date(run.To), run.Name);
        _skipped = null;
    }

    internal static Words Date(DateOnly date) => Same(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static Words Moment(DateTimeOffset instant) =>
        Same(instant.ToOffset(LegalTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    internal static Words Number(long number) => Same(number.ToString(CultureInfo.InvariantCulture));

    internal static Words Period(long length, PeriodUnit unit)
    {
        if (unit == PeriodUnit.AtOnce) return new Words("立即", "at once");
        var (zh, en) = unit switch
        {
            PeriodUnit.Days => ("日", "day"),
            PeriodUnit.WorkingDays => ("个工作日", "working day"),
            PeriodUnit.Months => ("个月", "month"),
            PeriodUnit.Years => ("年", "year"),
            PeriodUnit.Minutes => ("分钟", "minute"),
            _ => ("小时", "hour"),
        };
        return new Words(
            string.Create(CultureInfo.InvariantCulture, $"{length} {zh}"),
            string.Create(CultureInfo.InvariantCulture, $"{length} {en}{(length == 1 ? "" : "s")}"));
    }

    internal static Words Name(DayKind kind, DateOnly date) =>
        kind switch
        {
            DayKind.Rest rest => rest.Name,
            DayKind.MakeUp makeUp => makeUp.Name,
            _ => date.DayOfWeek == DayOfWeek.Saturday ? new Words("星期六", "Saturday") : new Words("星期日", "Sunday"),
        };

    private static Words Same(string text) => new(text, text);
}
