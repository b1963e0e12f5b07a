using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Intake.Steps;

/// <summary>
/// A page of a filing. It finds the procedure and the visitor's draft before its handler runs; what was filed already
/// shows its receipt, and what was lost is said kindly. Staff fill it in for somebody else or not at all.
/// </summary>
/// <param name="catalogue">The procedures.</param>
/// <param name="drafts">The drafts.</param>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal abstract class FilingPage(CatalogueHolder catalogue, DraftStore drafts) : PageModel
{
    /// <summary>The draft that staff began for somebody, whichever procedure it is of so far.</summary>
    private HeldDraft? _helping;

    /// <summary>The procedure that is filed.</summary>
    public Procedure Procedure { get; private set; } = null!;

    /// <summary>The draft, or null before the first answer.</summary>
    public HeldDraft? Held { get; private protected set; }

    /// <summary>Who fills it in for somebody else; null for a resident.</summary>
    public Helper? Helper => _helping?.Content.Helper;

    /// <summary>What the form shows.</summary>
    public FormState Form { get; private protected set; } = FormState.Empty;

    /// <summary>The name of the step.</summary>
    public abstract string Step { get; }

    /// <summary>Where 上一步 leads.</summary>
    public string Back => FilingSteps.Before(Procedure, Step, Held?.Content) is { } before ? PathOf(before) : $"/file/{Procedure.Id}";

    /// <summary>How far the form is, as numbers from 1.</summary>
    public (int At, int Of) Progress
    {
        get
        {
            var steps = FilingSteps.Of(Procedure);
            var at = steps.TakeWhile(step => step != (Step is FilingSteps.Confirm or FilingSteps.Guardian ? FilingSteps.Contact : Step)).Count();
            return (Math.Min(at, steps.Count - 1) + 1, steps.Count);
        }
    }

    /// <summary>The scope of the post that fills it in for somebody else.</summary>
    private protected Scope? HelpingAs { get; private set; }

    private protected DraftStore Drafts => drafts;

    private protected Operations.Catalogue Catalogue => catalogue.Current;

    private protected CancellationToken Cancel => HttpContext.RequestAborted;

    /// <summary>Whether the page can be shown without a draft: the first can.</summary>
    private protected virtual bool BeginsDraft => false;

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (catalogue.Current.Procedures.Find((string?)RouteData.Values["procedure"] ?? "") is not { } procedure)
        {
            context.Result = NotFound();
            return;
        }

        if (procedure.IsDanger)
        {
            context.Result = Redirect("/quick");
            return;
        }

        Procedure = procedure;
        var held = await drafts.FindAsync(DraftOf.Filing, Cancel);
        var scope = await HttpContext.RequestServices.GetRequiredService<StaffScope>().FindAsync(Cancel);
        if (held?.Content.Receipt is not null && (!BeginsDraft || scope is not null))
        {
            context.Result = Redirect("/file/receipt");
            return;
        }

        if (scope is not null && held is null)
        {
            context.Result = Redirect("/file/staff");
            return;
        }

        (_helping, HelpingAs) = held?.Content.Helper is null ? (null, null) : (held, scope);
        Held = held is { Content.Receipt: null } && held.Content.Form == procedure.Id ? held : null;
        if (Held is null && !BeginsDraft)
        {
            context.Result = Redirect($"/file/{procedure.Id}?lost=1");
            return;
        }

        Form = new FormState(Held?.Content.Values ?? FormState.Empty.Values, FormErrors.None);
        await next();
    }

    private protected string PathOf(string step) => $"/file/{Procedure.Id}/{step}";

    /// <summary>Keeps the answers to some fields, right or wrong; a draft that was purged meanwhile begins anew with them.</summary>
    private protected async Task<Draft> KeepAsync(IReadOnlyCollection<string> fields, IReadOnlyDictionary<string, string> raw, Func<Draft, Draft>? also = null)
    {
        Draft Change(Draft draft)
        {
            var next = draft.With(fields, raw);
            return also is null ? next : also(next);
        }

        if (Held is not null)
            Held = await drafts.ChangeAsync(Held, Change, Cancel);
        else if (_helping is not null)
            Held = await drafts.ChangeAsync(_helping, draft => Change(Anew(draft.Helper)), Cancel);
        Held ??= await drafts.BeginAsync(DraftOf.Filing, Change(Anew(Helper)), Cancel);
        Form = new FormState(Held.Content.Values, FormErrors.None);
        return Held.Content;
    }

    /// <summary>Throws away what was filled in so far; staff go on helping the same person.</summary>
    private protected async Task DropAsync()
    {
        if (Helper is { } helper)
            await drafts.ChangeAsync(_helping!, _ => Anew(helper), Cancel);
        else
            await drafts.DropAsync(DraftOf.Filing, Held, Cancel);
    }

    /// <summary>An empty draft of this procedure. At a kiosk the place where it stands is the first guess.</summary>
    private Draft Anew(Helper? helper)
    {
        var draft = new Draft { Form = Procedure.Id, Helper = helper };
        return HttpContext.RequestServices.GetRequiredService<KioskDevice>().Place(HttpContext) is { Length: > 0 } place
            ? draft with { Values = new Dictionary<string, string> { [FilingSteps.Place] = place } } : draft;
    }

    /// <summary>Goes on to the next page.</summary>
    private protected RedirectResult Next() => Redirect(PathOf(FilingSteps.After(Procedure, Step, Held!.Content)));

    /// <summary>Shows the page again with what is wrong.</summary>
    private protected PageResult Wrong(IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(Form.Values, new FormErrors(errors));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
