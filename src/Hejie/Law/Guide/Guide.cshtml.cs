using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Guide;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Law.Guide;

/// <summary>
/// The guide, one question a page, the answers so far in the address alone: nothing is kept, and back is back. At the
/// end the right door, and whether a time ends soon.
/// </summary>
[Access(Access.Public)]
internal sealed class GuideModel(CatalogueHolder catalogue, TimeProvider time) : PageModel
{
    public const string On = "on";

    /// <summary>Days before its end from which a limit presses.</summary>
    private const int Pressing = 7;

    private string _way = "";

    /// <summary>The question, or the door.</summary>
    public GuidePlace Place { get; private set; } = null!;

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>What the form for the day shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The limits counted from the day that was given, the first to end first.</summary>
    public IReadOnlyList<LimitView> Limits { get; private set; } = [];

    /// <summary>The limits of the door.</summary>
    public IEnumerable<Rule> Named => Place is GuidePlace.Led led ? led.Leaf.Limits.Select(id => catalogue.Current.Rules.Versions(id)[^1].Rule) : [];

    /// <summary>Where the page before is.</summary>
    public string Before => Place.Given.Count == 0 ? "/" : Path(Place.Given.Count - 1);

    /// <summary>The name of the door.</summary>
    public Words Title => catalogue.Current.TitleOf(((GuidePlace.Led)Place).Leaf);

    /// <summary>The procedure behind the door, or null where it is elsewhere.</summary>
    public Procedure? Procedure => Place is GuidePlace.Led { Leaf: GuideLeaf.Filing filing } ? catalogue.Current.Procedures.Find(filing.Procedure) : null;

    /// <summary>Shows where the answers lead.</summary>
    public IActionResult OnGet(string? way)
    {
        _way = way ?? "";
        if (catalogue.Current.Guide.Follow(_way.Split('/', StringSplitOptions.RemoveEmptyEntries)) is not { } place)
            return NotFound();
        Place = place;
        if (place is GuidePlace.Led { Leaf.Since: not null } led && Request.Query.TryGetValue(On, out var on))
            CountLimits(led.Leaf, on.ToString().Trim());
        return Page();
    }

    /// <summary>The address after some of the answers.</summary>
    public string Path(int answers) => string.Join('/', Place.Given.Take(answers).Select(step => step.Answer.Code).Prepend("/guide"));

    /// <summary>The address after one more answer.</summary>
    public string Path(GuideAnswer answer) => $"{Path(Place.Given.Count)}/{answer.Code}";

    private void CountLimits(GuideLeaf leaf, string on)
    {
        var counted = leaf.Limits.Select(limit => CountPeriod.Run(catalogue.Current, limit, new PeriodAsked(on, Calendar.Dali))).ToList();
        var errors = counted.OfType<PeriodCounted.Wrong>().SelectMany(wrong => wrong.Errors).Take(1)
            .Select(error => error with { Field = On }).ToList();
        if (errors.Count == 0 && DateOnly.TryParse(on, System.Globalization.CultureInfo.InvariantCulture, out var day) && day > Today)
            errors.Add(new FieldError(On, "guide.future"));
        Form = new FormState(new Dictionary<string, string> { [On] = on }, new FormErrors(errors));
        if (errors.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else
            Limits = [.. counted.OfType<PeriodCounted.Right>().Select(right => new LimitView(right, Today)).OrderBy(limit => limit.Due)];
    }

    /// <summary>A limit of the door, counted from the day that was given.</summary>
    internal sealed record LimitView(PeriodCounted.Right Counted, DateOnly Today)
    {
        public Rule Rule => Counted.Version.Rule;

        /// <summary>The day to keep to: the earlier, where a local day off is in doubt.</summary>
        public DateOnly Due => Counted.Count.Safe;

        /// <summary>Days from today; below nothing once it has passed.</summary>
        public int Left => Due.DayNumber - Today.DayNumber;

        public bool Passed => Left < 0;

        public bool Presses => Left is >= 0 and < Pressing;
    }
}
