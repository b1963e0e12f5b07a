using System.Globalization;
using Hejie.Rules.Procedures;

namespace Hejie.Notices.Duty;

/// <summary>Reads shifts and other days as they were typed, and puts them into a roster.</summary>
internal static class RosterForm
{
    /// <summary>Days that are chosen together.</summary>
    public const string Every = "every", Working = "working", Weekend = "weekend";

    /// <summary>What stands before the names of the fields of another day: one page has both forms.</summary>
    public const string OfDay = "day-";

    /// <summary>How far ahead another day may lie, in days.</summary>
    private const int Farthest = 400;

    /// <summary>The days of a code: of one day, or of several.</summary>
    public static IReadOnlyList<DayOfWeek> Days(string? code) => code switch
    {
        Every => Enum.GetValues<DayOfWeek>(),
        Working => [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        Weekend => [DayOfWeek.Saturday, DayOfWeek.Sunday],
        _ => NoticeCodes.Find<DayOfWeek>(code) is { } day ? [day] : [],
    };

    /// <summary>A roster with a shift more on these days.</summary>
    public static (Roster? Roster, IReadOnlyList<FieldError> Errors) Add(Roster roster, string? days, string? from, string? until, string? telephone)
    {
        var (shift, errors) = Shift("", from, until, telephone);
        var on = Days(days);
        if (on.Count == 0)
            errors.Add(new FieldError("days", string.IsNullOrEmpty(days) ? "field.required" : "field.choice"));
        if (shift is null || errors.Count > 0)
            return (null, errors);
        return Checked(roster with { Week = [.. roster.Week, .. on.Select(day => new WeeklyShift(day, shift))] }, "from");
    }

    /// <summary>A roster in which a day is otherwise: with a shift of its own, or, without times and number, with nobody.</summary>
    public static (Roster? Roster, IReadOnlyList<FieldError> Errors) Except(Roster roster, string? date, string? from, string? until, string? telephone, DateOnly today)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (null, [new FieldError("date", string.IsNullOrEmpty(date) ? "field.required" : "field.date")]);
        if (day < today || day > today.AddDays(Farthest))
            return (null, [new FieldError("date", "roster.date")]);
        var nobody = string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(until) && string.IsNullOrWhiteSpace(telephone);
        (Shift? shift, List<FieldError> errors) = nobody ? (null, []) : Shift(OfDay, from, until, telephone);
        if (errors.Count > 0)
            return (null, errors);
        var before = roster.Exceptions.FirstOrDefault(other => other.Date == day)?.Shifts ?? [];
        var other = new DutyException(day, shift is null ? [] : [.. before, shift]);
        return Checked(roster with { Exceptions = [.. roster.Exceptions.Where(each => each.Date != day && each.Date >= today.AddDays(-1)).Append(other).OrderBy(each => each.Date)] }, "date");
    }

    private static (Roster? Roster, IReadOnlyList<FieldError> Errors) Checked(Roster next, string field) =>
        next.Week.Count > Roster.MostShifts || next.Exceptions.Count > Roster.MostExceptions ? (null, [new FieldError(field, "roster.full")])
        : next.Overlaps() ? (null, [new FieldError(field, "roster.overlap")])
        : (next, []);

    private static (Shift? Shift, List<FieldError> Errors) Shift(string prefix, string? from, string? until, string? telephone)
    {
        var errors = new List<FieldError>();
        var (begin, end, number) = (Time(from), Time(until), telephone?.Trim().Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) ?? "");
        if (begin is null)
            errors.Add(new FieldError(prefix + "from", "notices.time"));
        if (end is null)
            errors.Add(new FieldError(prefix + "until", "notices.time"));
        if (!TargetForm.IsTelephone(number))
            errors.Add(new FieldError(prefix + "telephone", number.Length == 0 ? "field.required" : "notices.telephone"));
        return errors.Count > 0 ? (null, errors) : (new Shift(begin!.Value, end!.Value, number), errors);
    }

    private static TimeOnly? Time(string? text) => text?.Trim().Replace('：', ':') is var plain && plain == "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(plain, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}
