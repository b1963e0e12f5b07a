using System.Collections.Frozen;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>
/// Which days are worked, from the State Council's notices (catalogue/calendars/holidays.csv). A year without a notice
/// is provisional: the statutory days of the decree then in force, lunar dates computed, no days exchanged.
/// A local calendar adds the days off of one prefecture; whether they move a legal date is unsettled, so every count
/// on it also tells the date without them.
/// </summary>
public sealed class Calendar
{
    /// <summary>The first year that can be counted in.</summary>
    public const int FirstYear = 1949;

    /// <summary>The last year that can be counted in: lunar dates are known as far.</summary>
    public const int LastYear = 2100;

    /// <summary>The scope of the first prefecture.</summary>
    public const string Dali = Holidays.DaliScope;

    private static readonly DayKind s_outOfRange = new DayKind.OutOfRange();

    private readonly FrozenDictionary<(string Scope, int Year), HolidayNotice[]> _notices;
    private readonly CalendarYear?[] _years = new CalendarYear?[LastYear - FirstYear + 1];

    private readonly FrozenDictionary<string, Calendar> _locals;

    private Calendar(FrozenDictionary<(string Scope, int Year), HolidayNotice[]> notices)
    {
        _notices = notices;
        Scope = HolidayNotice.National;
        National = this;
        _locals = notices.Keys.Select(key => key.Scope).Append(Holidays.DaliScope).Distinct()
            .Where(scope => scope != HolidayNotice.National)
            .ToFrozenDictionary(scope => scope, scope => new Calendar(this, scope));
    }

    private Calendar(Calendar national, string scope)
    {
        _notices = national._notices;
        _locals = FrozenDictionary<string, Calendar>.Empty;
        Scope = scope;
        National = national;
    }

    /// <summary><c>national</c>, or the six digits of a prefecture.</summary>
    public string Scope { get; }

    /// <summary>The calendar without local days; this one itself where it is national.</summary>
    public Calendar National { get; }

    /// <summary>Whether this calendar has local days.</summary>
    public bool IsLocal => National != this;

    /// <summary>Reads the notices into the national calendar.</summary>
    /// <exception cref="CatalogueException">A row is wrong.</exception>
    public static Calendar Load(string file, string text)
    {
        var problems = new List<CatalogueProblem>();
        var calendar = Read(file, text, problems);
        return problems.Count == 0 ? calendar : throw new CatalogueException(problems);
    }

    /// <summary>Reads the notices, adding what is wrong to the problems.</summary>
    public static Calendar Read(string file, string text, List<CatalogueProblem> problems) =>
        Of(HolidayNotice.Read(file, text, problems));

    /// <summary>The national calendar with a change's rows, each in place of the one of its day and scope.</summary>
    public Calendar With(LawChange change)
    {
        if (change.Notices.Count == 0) return National;
        var replaced = change.Notices.Select(row => (row.Notice.Date, row.Notice.Scope)).ToHashSet();
        return Of(_notices.Values.SelectMany(group => group).Where(notice => !replaced.Contains((notice.Date, notice.Scope)))
            .Concat(change.Notices.Select(row => row.Notice)));
    }

    /// <summary>Whether a row stands among the notices.</summary>
    internal bool Has(HolidayNotice notice) => _notices.GetValueOrDefault((notice.Scope, notice.Date.Year), []).Contains(notice);

    /// <summary>The calendar of a scope (<c>national</c> or six digits); null when no local days are known for it.</summary>
    public Calendar? For(string scope) =>
        scope == HolidayNotice.National ? National : National._locals.GetValueOrDefault(scope);

    /// <summary>Whether the State Council's notice for the year is known.</summary>
    public bool IsNotified(int year) => Year(year)?.Notified ?? false;

    /// <summary>What the day is.</summary>
    public DayKind KindOf(DateOnly date) => Year(date.Year)?[date] ?? s_outOfRange;

    /// <summary>Whether offices work on the day; false outside the calendar's years.</summary>
    public bool IsWorking(DateOnly date) => KindOf(date).IsWorking;

    /// <summary>Whether a later notice may still change what the day is.</summary>
    public bool IsProvisional(DateOnly date) =>
        !IsNotified(date.Year) || KindOf(date) is DayKind.Rest { Computed: true };

    /// <summary>Whether the date lies within the calendar's years.</summary>
    public static bool Covers(DateOnly date) => date.Year is >= FirstYear and <= LastYear;

    private static Calendar Of(IEnumerable<HolidayNotice> notices) =>
        new(notices.GroupBy(notice => (notice.Scope, notice.Date.Year)).ToFrozenDictionary(group => group.Key, group => group.ToArray()));

    // Made on first use; two threads may make the same year, and either result serves.
    private CalendarYear? Year(int year)
    {
        if (year is < FirstYear or > LastYear) return null;
        return Volatile.Read(ref _years[year - FirstYear]) ?? Make(year);
    }

    private CalendarYear Make(int year)
    {
        var notices = _notices.GetValueOrDefault((Scope, year), []);
        var made = IsLocal
            ? CalendarYear.Local(National.Year(year)!, Scope, year, notices)
            : CalendarYear.National(year, notices);
        Volatile.Write(ref _years[year - FirstYear], made);
        return made;
    }
}
