using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Resources;

/// <summary>A resource, its week, and the form by which a time is taken.</summary>
[Access(Access.Resources)]
internal sealed class ResourceModel(
    StaffScope session, ReadResources read, BookResource book, ListResource list, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private ResourceRow _row = null!;

    [FromRoute]
    public int County { get; set; }

    [FromRoute(Name = "resource")]
    public Guid Id { get; set; }

    /// <summary>Any day of the week that is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Week { get; set; }

    /// <summary>The matter that a booking is for, as addresses name it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Matter { get; set; }

    public Scope Scope { get; private set; } = null!;

    public ResourceBody Resource { get; private set; } = null!;

    public DateOnly Monday { get; private set; }

    /// <summary>The seven days, each with what is taken.</summary>
    public IReadOnlyList<(DateOnly Day, IReadOnlyList<SeenBooking> Taken)> Days { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Whether the post's own body lists it.</summary>
    public bool Lists => _row.Body == Scope.Body.Id && Permissions.ListsResources(Scope.Post.Role);

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/resources/{County}/{Id:N}");

    public IReadOnlyList<(string, string?)> Facts => ResourceFacts.Of(Resource, words);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
            return NotFound();
        Form = new FormState(Proposed(), FormErrors.None);
        return await ShowAsync(cancel);
    }

    /// <summary>Takes a time.</summary>
    public async Task<IActionResult> OnPostAsync(string? from, string? until, string? matter, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
            return NotFound();
        (int, Guid)? about = null;
        if (!string.IsNullOrEmpty(matter))
        {
            if (ChosenMatters.Parse([matter]).Next is not [var named])
                return await WrongAsync(new FieldError("from", "booking.matter"), cancel);
            about = named;
        }

        return await book.RunAsync(Scope, County, Id, Moment(from), Moment(until), about, cancel) switch
        {
            Booked.Done done => Redirect(Path + "?done=true&week=" + Dates.Machine(LegalTime.DateOf(LegalTime.Instant(done.Row.From)))),
            Booked.Invalid invalid => await WrongAsync(invalid.Error with { Field = invalid.Error.Field == "matter" ? "from" : invalid.Error.Field }, cancel),
            _ => NotFound(),
        };
    }

    /// <summary>Gives back what the body booked.</summary>
    public async Task<IActionResult> OnPostCancelAsync(Guid booking, CancellationToken cancel) =>
        await FindAsync(cancel) && await book.CancelAsync(Scope, County, booking, cancel) ? Redirect(Path + "?week=" + Dates.Machine(Monday)) : NotFound();

    /// <summary>Lists it no more.</summary>
    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancel) =>
        await FindAsync(cancel) && await list.EndAsync(Scope, County, Id, cancel) ? Redirect("/resources") : NotFound();

    /// <summary>From when to when, and who has it where that may be known.</summary>
    public string Tell(SeenBooking seen) => words[
        "booking.line", Clock(seen.Row.From), Clock(seen.Row.Until),
        seen.Open && seen.Row.Matter is null ? directory.Current.NameOf(seen.Row.Body) : words[seen.Open ? "booking.for-matter" : "booking.is-taken"]];

    /// <summary>The matter's page, where who looks has it in scope.</summary>
    public static string? MatterOf(SeenBooking seen) => seen.Open && seen.Row.Matter is { } matter
        ? string.Create(CultureInfo.InvariantCulture, $"/matters/{seen.Row.MatterCounty}/{matter:N}") : null;

    private static string Clock(long micros) => LegalTime.Instant(micros).ToOffset(LegalTime.Offset).ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>The next working hour of the week that is shown, for two hours.</summary>
    private Dictionary<string, string> Proposed()
    {
        var day = LegalTime.DateOf(time.GetUtcNow()).AddDays(1);
        var shown = Monday > day ? Monday : day;
        return new Dictionary<string, string> { ["from"] = Dates.Machine(shown) + "T09:00", ["until"] = Dates.Machine(shown) + "T11:00" };
    }

    private async Task<IActionResult> WrongAsync(FieldError error, CancellationToken cancel)
    {
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors([error]));
        Response.StatusCode = error.Code == "booking.taken" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(cancel);
    }

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        var today = LegalTime.DateOf(time.GetUtcNow());
        Monday = Weeks.MondayOf(Week, today) ?? Weeks.MondayOf(null, today)!.Value;
        if (await read.FindAsync(Scope, County, Id, cancel) is not { } row)
            return false;
        (_row, Resource) = (row, ResourceBody.Of(row, directory.Current, words));
        return true;
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancel)
    {
        var taken = (await read.WeekAsync(Scope, _row, Monday, cancel)).ToLookup(seen => LegalTime.DateOf(LegalTime.Instant(seen.Row.From)));
        Days = [.. Enumerable.Range(0, 7).Select(Monday.AddDays).Select(day => (day, (IReadOnlyList<SeenBooking>)[.. taken[day]]))];
        return Page();
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? LegalTime.Instant(wall) : null;
}
