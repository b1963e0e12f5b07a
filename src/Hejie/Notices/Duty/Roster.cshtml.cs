using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Notices.Duty;

/// <summary>Who is on duty at the post's body in the days to come: the shifts of the week, the days that are otherwise, and the hours in which nobody is.</summary>
[Access(Access.Notices)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class RosterModel(StaffScope session, KeepPreferences keep, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private const int DaysShown = 7;

    private static readonly string[] s_done = ["added", "removed", "except"];
    private static readonly DayOfWeek[] s_week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>What was just done.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Scope Scope { get; private set; } = null!;

    public Roster Roster { get; private set; } = Roster.Empty;

    /// <summary>The days that are shown, each with what of it who is on duty.</summary>
    public IReadOnlyList<(DateOnly Date, IReadOnlyList<DutySpan> Spans)> Days { get; private set; } = [];

    /// <summary>Who is called now: the body, or the one above it; null where nobody is.</summary>
    public DutyPost? Now { get; private set; }

    public FormState Form { get; private set; } = FormState.Empty;

    public FormState OtherForm { get; private set; } = FormState.Empty;

    /// <summary>What was just done, in words; null where nothing was.</summary>
    public string? Told => s_done.Contains(Done) ? words["roster.done." + Done] : null;

    public IReadOnlyList<Choice> DayChoices =>
    [
        .. new[] { RosterForm.Every, RosterForm.Working, RosterForm.Weekend }.Select(code => new Choice(code, words["roster.days." + code])),
        .. s_week.Select(day => new Choice(NoticeCodes.Of(day), NameOf(day))),
    ];

    /// <summary>The shifts of the week in their order, each with its place in the roster.</summary>
    public IReadOnlyList<(int Place, WeeklyShift Weekly)> Week =>
        [.. Roster.Week.Index().Select(pair => (pair.Index, pair.Item)).OrderBy(pair => Array.IndexOf(s_week, pair.Item.Weekday)).ThenBy(pair => pair.Item.Shift.From)];

    public string NameOf(int body) => directory.Current.NameOf(body);

    public string NameOf(DayOfWeek day) => words.Weekday(new DateOnly(2026, 2, 1).AddDays((int)day));

    /// <summary>From when until when; what ends at midnight ends at 24:00.</summary>
    public static string Hours(DutySpan span) => string.Create(
        CultureInfo.InvariantCulture, $"{span.From:HH:mm}–{(span.Until.TimeOfDay == TimeSpan.Zero ? "24:00" : span.Until.ToString("HH:mm", CultureInfo.InvariantCulture))}");

    public string Hours(Shift shift) => string.Create(CultureInfo.InvariantCulture, $"{shift.From:HH:mm}–{shift.Until:HH:mm}")
        + (shift.Until <= shift.From ? words["roster.next-day"] : "");

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    /// <summary>Adds a shift of every week.</summary>
    public Task<IActionResult> OnPostAddAsync(string? days, string? from, string? until, string? telephone, CancellationToken cancel) =>
        ChangeAsync(roster => RosterForm.Add(roster, days, from, until, telephone), "added", other: false, cancel);

    /// <summary>Takes a shift out.</summary>
    public Task<IActionResult> OnPostRemoveAsync(int place, CancellationToken cancel) =>
        ChangeAsync(roster => (roster with { Week = [.. roster.Week.Where((_, index) => index != place)] }, []), "removed", other: false, cancel);

    /// <summary>Makes a day otherwise.</summary>
    public Task<IActionResult> OnPostExceptAsync(
        string? date, [FromForm(Name = RosterForm.OfDay + "from")] string? from, [FromForm(Name = RosterForm.OfDay + "until")] string? until,
        [FromForm(Name = RosterForm.OfDay + "telephone")] string? telephone, CancellationToken cancel) =>
        ChangeAsync(roster => RosterForm.Except(roster, date, from, until, telephone, LegalTime.DateOf(time.GetUtcNow())), "except", other: true, cancel);

    /// <summary>Makes a day as it is every week.</summary>
    public Task<IActionResult> OnPostUsualAsync(DateOnly date, CancellationToken cancel) =>
        ChangeAsync(roster => Usual(roster, date), "removed", other: true, cancel);

    private static (Roster?, IReadOnlyList<FieldError>) Usual(Roster roster, DateOnly date)
    {
        var next = roster with { Exceptions = [.. roster.Exceptions.Where(other => other.Date != date)] };
        return next.Overlaps() ? (null, [new FieldError("date", "roster.overlap")]) : (next, []);
    }

    private async Task<IActionResult> ChangeAsync(
        Func<Roster, (Roster? Roster, IReadOnlyList<FieldError> Errors)> change, string done, bool other, CancellationToken cancel)
    {
        IReadOnlyList<FieldError> errors = [];
        var kept = await keep.ChangeRosterAsync(
            await session.RequireAsync(cancel),
            roster =>
            {
                var (next, wrong) = change(roster);
                errors = wrong;
                return next ?? roster;
            },
            cancel);
        if (!kept)
            errors = [new FieldError(other ? "date" : "days", "notices.changed")];
        if (errors.Count == 0)
            return Redirect("/notices/roster?done=" + done);
        await ShowAsync(cancel);
        var state = new FormState(FormState.Raw(Request.Form), new FormErrors(errors));
        (Form, OtherForm) = other ? (Form, state) : (state, OtherForm);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        var rosters = await keep.RostersAsync([.. directory.Current.Chain(Scope.Body.Id)], cancel);
        Roster = rosters.GetValueOrDefault(Scope.Body.Id, Roster.Empty);
        Now = OnDuty.Find(rosters, directory.Current, Scope.Body.Id, time.GetUtcNow());
        var today = LegalTime.DateOf(time.GetUtcNow());
        Days = [.. Enumerable.Range(0, DaysShown).Select(today.AddDays).Select(date => (date, Roster.Spans(date)))];
    }
}
