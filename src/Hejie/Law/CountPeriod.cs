using System.Globalization;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Law;

/// <summary>What somebody wants counted, as it was typed.</summary>
/// <param name="From">The day of the event, or for hours its moment.</param>
/// <param name="Calendar"><c>national</c> or the six digits of a prefecture; national where empty.</param>
/// <param name="Extended">How often the period was extended; never where empty.</param>
/// <param name="PauseFrom">The first day that does not count, or empty.</param>
/// <param name="PauseTo">The last day that does not count, or empty.</param>
internal sealed record PeriodAsked(string From, string Calendar = "", string Extended = "", string PauseFrom = "", string PauseTo = "");

/// <summary>What the counting of a period comes to.</summary>
internal abstract record PeriodCounted
{
    private PeriodCounted()
    {
    }

    /// <summary>A date.</summary>
    /// <param name="Version">The version of the rule that counts.</param>
    /// <param name="Calendar">The calendar it was counted on.</param>
    /// <param name="Count">The date and the steps.</param>
    public sealed record Right(RuleVersion Version, Calendar Calendar, Count.Counted Count) : PeriodCounted;

    /// <summary>Something typed is wrong, told by field.</summary>
    public sealed record Wrong(IReadOnlyList<FieldError> Errors) : PeriodCounted;
}

/// <summary>Counts a period for whoever asks, from what they typed: the same for page, guide and API.</summary>
internal static class CountPeriod
{
    public const string From = "from", Scope = "calendar", Extended = "extended", PauseFrom = "pause-from", PauseTo = "pause-to";

    /// <param name="catalogue">The rules and the calendar.</param>
    /// <param name="rule">The id of a rule that is there.</param>
    /// <param name="asked">What was typed.</param>
    public static PeriodCounted Run(Catalogue catalogue, string rule, PeriodAsked asked)
    {
        var errors = new List<FieldError>();
        var start = Start(asked.From, TakesMoment(catalogue.Rules, rule), errors);
        var calendar = asked.Calendar.Length == 0 ? catalogue.Calendar : catalogue.Calendar.For(asked.Calendar);
        if (calendar is null)
            errors.Add(new FieldError(Scope, "count.calendar"));
        var extended = Times(asked.Extended, errors);
        var pauses = Pauses(asked, errors);
        if (errors.Count > 0)
            return new PeriodCounted.Wrong(errors);
        var options = new CountOptions(pauses, extended);
        if (!Calendar.Covers(start.Date))
            return Refuse(From, "count.range");
        if (catalogue.Rules.InForce(rule, start, calendar!, options) is not { } version)
            return Refuse(From, "count.version", Ui.Dates.Machine(catalogue.Rules.Versions(rule)[0].Rule.From));
        return Counter.Due(version.Rule, start, calendar!, options) switch
        {
            Count.Counted counted => new PeriodCounted.Right(version, calendar!, counted),
            Count.Refused { Code: CountRefusal.NotExtendable } => Refuse(Extended, "count.not-extended"),
            Count.Refused { Code: CountRefusal.ExtendedTooOften } => Refuse(Extended, "count.extended-often"),
            Count.Refused { Code: CountRefusal.NotPausable or CountRefusal.PauseUnknown } => Refuse(PauseFrom, "count.not-paused"),
            Count.Refused { Code: CountRefusal.MomentMissing } => Refuse(From, "field.moment"),
            _ => Refuse(From, "count.range"),
        };
    }

    /// <summary>Whether the rule counts from a moment, in the newest version.</summary>
    public static bool TakesMoment(RuleBook rules, string rule) => rules.Versions(rule)[^1].Rule.EndsAtMoment;

    private static PeriodCounted.Wrong Refuse(string field, string code, string? detail = null) => new([new FieldError(field, code, detail)]);

    private static Trigger Start(string typed, bool moment, List<FieldError> errors)
    {
        if (typed.Length == 0)
            errors.Add(new FieldError(From, "field.required"));
        else if (Trigger.Read(WithOffset(typed)) is { } start && moment == start.Instant is not null)
            return start;
        else
            errors.Add(moment ? new FieldError(From, "field.moment") : new FieldError(From, "field.date"));
        return default;
    }

    private static DateOnly? Date(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    // A form gives the wall clock in Asia/Shanghai; and in an address the plus of an offset becomes a space.
    private static string WithOffset(string typed) =>
        typed.Contains('T', StringComparison.Ordinal) && typed.Length is 16 or 19 ? typed + "+08:00" : typed.Replace(' ', '+');

    private static int Times(string typed, List<FieldError> errors)
    {
        const int most = 20;
        if (typed.Length == 0)
            return 0;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times <= most)
            return times;
        errors.Add(new FieldError(Extended, "field.number", most.ToString(CultureInfo.InvariantCulture)));
        return 0;
    }

    private static Pause[] Pauses(PeriodAsked asked, List<FieldError> errors)
    {
        if (asked.PauseFrom.Length == 0 && asked.PauseTo.Length == 0)
            return [];
        var (from, to) = (Date(asked.PauseFrom), Date(asked.PauseTo));
        if (from is null)
            errors.Add(new FieldError(PauseFrom, "field.date"));
        if (to is null)
            errors.Add(new FieldError(PauseTo, "field.date"));
        if (to < from)
            errors.Add(new FieldError(PauseTo, "count.pause"));
        return from <= to ? [new Pause(from.Value, to.Value)] : [];
    }
}
