using System.Globalization;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Bodies;

/// <summary>Who answers for one thing at a place, as the page shows it.</summary>
/// <param name="Kind">For what.</param>
/// <param name="Row">What was said; null where nobody was named.</param>
/// <param name="Who">Who answers today.</param>
/// <param name="Gap">Whether that is somebody else than who should, or nobody was named.</param>
internal sealed record AnswersFor(ResponsibilityKind Kind, ResponsibilityRow? Row, string Who, bool Gap);

/// <summary>A place, and who answers for what there.</summary>
internal sealed record PlaceAnswers(Place Place, IReadOnlyList<AnswersFor> Answers)
{
    public bool HasGap => Answers.Any(answer => answer.Gap);
}

/// <summary>A post that is or will be away, and who does its work.</summary>
internal sealed record AwayPost(LeaveRow Leave, Post Post, string Who, bool Now);

/// <summary>Who answers for what in a body's places, what lacks somebody first; and which of its posts are away.</summary>
[Access(Access.Staff)]
internal sealed class ResponsibilityModel(
    StaffScope session, SetResponsibility set, EndResponsibility end, SetLeave leave, EndLeave back, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    /// <summary>Places of one page.</summary>
    private const int PageSize = 50;
    private const int LastPage = 50;

    [FromRoute(Name = "body")]
    public int Id { get; set; }

    [BindProperty(Name = "p", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    public Body Body { get; private set; } = null!;

    /// <summary>Whether who looks says who answers here.</summary>
    public bool Sets { get; private set; }

    public IReadOnlyList<PlaceAnswers> Places { get; private set; } = [];

    public bool More { get; private set; }

    /// <summary>Those that begin later.</summary>
    public IReadOnlyList<ResponsibilityRow> Later { get; private set; } = [];

    public IReadOnlyList<AwayPost> Away { get; private set; } = [];

    /// <summary>The form by which somebody is named.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The form by which a post is said to be away.</summary>
    public FormState AwayForm { get; private set; } = FormState.Empty;

    public IReadOnlyList<Choice> Kinds => [.. ResponsibilityWords.All.Select(kind => new Choice(ResponsibilityWords.Of(kind), Title(kind), Hint: words["responsibility." + ResponsibilityWords.Of(kind) + ".hint"]))];

    public IReadOnlyList<Choice> Posts => [.. directory.Current.PostsOf(Id).Select(post => new Choice(post.Id.ToString(CultureInfo.InvariantCulture), post.Name))];

    public IReadOnlyList<Choice> PlaceChoices =>
        [.. directory.Current.Within(Body.Place).Prepend(directory.Current.Place(Body.Place)!).Select(place => new Choice(place.Code.ToString(), place.Name))];

    private DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await FindAsync(cancel) ? Show() : NotFound();

    /// <summary>Says who answers for a place.</summary>
    public async Task<IActionResult> OnPostAsync(
        string? place, string? kind, string? post, string? branch, string? substitute, string? from, string? until, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
            return NotFound();
        var draft = new ResponsibilityDraft(place, kind, Number(post), branch, Number(substitute), Date(from), Date(until));
        switch (await set.RunAsync(await session.RequireAsync(cancel), Id, draft, cancel))
        {
            case ResponsibilitySet.Done:
                return Again();
            case ResponsibilitySet.Invalid invalid:
                Form = new FormState(FormState.Raw(Request.Form), new FormErrors(invalid.Errors));
                return Wrong();
            default:
                return NotFound();
        }
    }

    /// <summary>Ends one.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid responsibility, CancellationToken cancel) =>
        await FindAsync(cancel) && await end.RunAsync(await session.RequireAsync(cancel), responsibility, cancel) ? Again() : NotFound();

    /// <summary>Says that a post is away.</summary>
    public async Task<IActionResult> OnPostAwayAsync(string? away, string? standin, string? first, string? last, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
            return NotFound();
        if (Number(away) is not { } post)
        {
            AwayForm = new FormState(FormState.Raw(Request.Form), new FormErrors([new FieldError("away", "field.required")]));
            return Wrong();
        }

        switch (await leave.RunAsync(await session.RequireAsync(cancel), post, Number(standin), Date(first), Date(last), cancel))
        {
            case LeaveSet.Done:
                return Again();
            case LeaveSet.Invalid invalid:
                // The page has two forms, so that its fields are called otherwise than the operation's.
                AwayForm = new FormState(FormState.Raw(Request.Form), new FormErrors([.. invalid.Errors.Select(error => error with { Field = FieldOf(error.Field) })]));
                return Wrong();
            default:
                return NotFound();
        }
    }

    /// <summary>Ends a leave.</summary>
    public async Task<IActionResult> OnPostBackAsync(Guid ended, CancellationToken cancel) =>
        await FindAsync(cancel) && await back.RunAsync(await session.RequireAsync(cancel), ended, cancel) ? Again() : NotFound();

    public string Title(ResponsibilityKind kind) => words["responsibility." + ResponsibilityWords.Of(kind)];

    /// <summary>From when to when.</summary>
    public string Days(DateOnly from, DateOnly? until) => until is { } last
        ? words["responsibility.days", words.Day(from, Today), words.Day(last, Today)] : words["responsibility.since", words.Day(from, Today)];

    /// <summary>What begins later, in words.</summary>
    public string Tell(ResponsibilityRow row) =>
        words["responsibility.later", directory.Current.Place(PlaceCode.Of(row.Place))?.Name, Title(row.Kind), NameOf(row), Days(row.From, row.Until)];

    private static string FieldOf(string field) => field switch { "substitute" => "standin", "from" => "first", "until" => "last", _ => field };

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (directory.Current.Body(Id) is not { } body)
            return false;
        (Body, Sets) = (body, body.Id == scope.Body.Id && Permissions.SetsResponsibility(scope.Post.Role));
        return true;
    }

    private PageResult Show()
    {
        var (bodies, today) = (directory.Current, Today);
        PageNumber = Math.Clamp(PageNumber, 1, LastPage);
        var places = bodies.Within(Body.Place).Prepend(bodies.Place(Body.Place)!).ToList();
        var all = places.ConvertAll(place => new PlaceAnswers(place, Answers(bodies, place, today)));
        Places = [.. all.OrderBy(place => place.HasGap ? 0 : 1).ThenBy(place => place.Place.Code).Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        More = all.Count > PageNumber * PageSize && PageNumber < LastPage;
        Later = [.. places.SelectMany(place => bodies.Responsibilities(place.Code)).Where(row => row.From > today && row.Body == Body.Id).Take(PageSize)];
        Away = [.. bodies.PostsOf(Id).SelectMany(post => bodies.LeavesOf(post.Id), (post, row) => new AwayPost(row, post, StandIns(bodies, post, row, today), row.From <= today))];
        return Page();
    }

    /// <summary>Of each kind, who answers. A branch answers for a cell alone; the officer of a point is not missed where none was sent.</summary>
    private List<AnswersFor> Answers(BodyDirectory bodies, Place place, DateOnly today)
    {
        var rows = bodies.ResponsibleFor(place.Code, today).Where(row => row.Body == Id).ToDictionary(row => row.Kind);
        return [.. ResponsibilityWords.All.Select(kind =>
        {
            var row = rows.GetValueOrDefault(kind);
            return kind switch
            {
                ResponsibilityKind.Desk => Desk(bodies, place, row, today),
                _ when row is not null => Named(bodies, row, today),
                ResponsibilityKind.AreaLead => new AnswersFor(kind, null, words["responsibility.lead-meanwhile"], Gap: true),
                ResponsibilityKind.Branch when place.Code.Level == PlaceLevel.Cell => new AnswersFor(kind, null, words["responsibility.branch-missing"], Gap: true),
                _ => new AnswersFor(kind, null, "—", Gap: false),
            };
        })];
    }

    private AnswersFor Desk(BodyDirectory bodies, Place place, ResponsibilityRow? row, DateOnly today)
    {
        if (bodies.Answers(Id, today))
            return new AnswersFor(ResponsibilityKind.Desk, row, bodies.DutyAt(Id, place.Code, today)?.Name ?? "—", Gap: false);
        var falls = bodies.FallsTo(Id, today);
        return new AnswersFor(ResponsibilityKind.Desk, row, falls == Id ? words["responsibility.top"] : words["responsibility.falls", bodies.NameOf(falls)], Gap: true);
    }

    private AnswersFor Named(BodyDirectory bodies, ResponsibilityRow row, DateOnly today)
    {
        if (row.Post is not { } post || bodies.LeaveOn(post, today) is null)
            return new AnswersFor(row.Kind, row, NameOf(row), Gap: false);
        if (row.Substitute is { } other && bodies.LeaveOn(other, today) is null)
            return new AnswersFor(row.Kind, row, words["responsibility.instead", NameOf(row), bodies.Post(other)?.Name], Gap: false);
        return bodies.Post(post) is { } away && bodies.StandIns(away, today) is [var first, ..]
            ? new AnswersFor(row.Kind, row, words["responsibility.instead", NameOf(row), WithBody(bodies, first)], Gap: first.Body != Id)
            : new AnswersFor(row.Kind, row, words["responsibility.away", NameOf(row)], Gap: true);
    }

    private string StandIns(BodyDirectory bodies, Post post, LeaveRow row, DateOnly today) =>
        row.From > today ? row.Substitute is { } named ? bodies.Post(named)?.Name ?? "—" : words["leave.nobody"]
        : bodies.StandIns(post, today) is { Count: > 0 } others ? string.Join(words["matter.and"], others.Select(other => WithBody(bodies, other))) : words["leave.nobody"];

    private string WithBody(BodyDirectory bodies, Post post) => post.Body == Id ? post.Name : bodies.NameOf(post.Body) + words["sep"] + post.Name;

    private string NameOf(ResponsibilityRow row) => row.Branch ?? (row.Post is { } post ? directory.Current.Post(post)?.Name : null) ?? "—";

    private RedirectResult Again() => Redirect(string.Create(CultureInfo.InvariantCulture, $"/bodies/{Id}/responsibility?done=true"));

    private PageResult Wrong()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show();
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Date(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
