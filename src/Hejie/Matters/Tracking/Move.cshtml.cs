using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Mediation;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Tracking;

/// <summary>
/// One move of a party, asked as the procedure's form asks it. Where somebody moved the matter meanwhile, the page says
/// what is new and keeps what was typed.
/// </summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MoveModel(
    HejieDb db, ReadOwnMatter read, ReadAgreement agreements, PartySession session, MakeMove make, DraftStore drafts, CatalogueHolder catalogue, DirectoryHolder directory,
    IWords words, TimeProvider time) : PageModel
{
    private PartyKey _party = null!;

    /// <summary>The matter.</summary>
    public OwnMatter Own { get; private set; } = null!;

    /// <summary>The move.</summary>
    public Move Move { get; private set; } = null!;

    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>What happened since the page was opened.</summary>
    public IReadOnlyList<TimelineItem> News { get; private set; } = [];

    /// <summary>Whether the party can make the move now.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What makes sending it twice the same as sending it once.</summary>
    public string Once { get; private set; } = "";

    /// <summary>The questions; files have a page of their own.</summary>
    public IEnumerable<Field> Fields => Move.Form.Where(asked => asked.Type != FieldType.Files);

    /// <summary>Whether files can come with it.</summary>
    public bool TakesFiles => Move.Form.Any(asked => asked.Type == FieldType.Files);

    /// <summary>The agreement, where it is signed.</summary>
    public Agreement? Agreement { get; private set; }

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    private CancellationToken Cancel => HttpContext.RequestAborted;

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _party = (await session.FindAsync())!;
        if (await read.RunAsync(_party, Cancel) is not { } own)
        {
            context.Result = Redirect("/matter");
            return;
        }

        if (!own.Procedure.Moves.TryGetValue((string?)RouteData.Values["move"] ?? "", out var move) || !move.By.Any(who => who is Who.AnyParty or Who.Filer or Who.Respondent))
        {
            context.Result = NotFound();
            return;
        }

        (Own, Move) = (own, move);
        Agreement = move.Signs == Signs.Party ? await agreements.RunAsync(own.Reading, Cancel) : null;
        IsOpen = Interpreter.Open(own.Procedure, own.State, _party.Actor, catalogue.Current.Now(time, directory.Current)).Contains(move);
        await next();
    }

    /// <summary>Shows the form, with what was typed before its files were added.</summary>
    public async Task OnGetAsync()
    {
        Once = Guid.NewGuid().ToString("N");
        if (!IsOpen)
            Form = new FormState(Form.Values, FormErrors.Whole("move.state"));
        else if (TakesFiles && await drafts.FindAsync(DraftOf.Move, Cancel) is { } held && IsOf(held.Content, _party, Move))
            Form = new FormState(held.Content.Values, FormErrors.None);
    }

    /// <summary>Makes the move, or goes on to its files.</summary>
    public async Task<IActionResult> OnPostAsync(string? once, int? version, int? seen)
    {
        var raw = FormState.Raw(Request.Form);
        Once = once is { Length: > 0 and <= 64 } ? once : Guid.NewGuid().ToString("N");
        Form = new FormState(raw, FormErrors.None);
        if (TakesFiles)
            return await ToFilesAsync(raw, version);

        var written = await make.RunAsync(
            ReadMatter.Of(db, _party),
            new MoveRequest
            {
                Move = Move.Name,
                Actor = _party.Actor,
                Answers = raw,
                Check = new VersionCheck(version ?? Own.State.Version, Strict: false),
                Request = RequestKey.For(ClientOf(_party), Once, Move.Name),
            },
            Cancel);
        return await AnswerAsync(written, seen);
    }

    /// <summary>What can be chosen where the catalogue cannot know.</summary>
    public IReadOnlyList<Choice> Choices(Field field) => field.Type switch
    {
        FieldType.Remedy => [.. Own.Procedure.Remedies.Select(remedy => new Choice(remedy.Code, words[remedy.Label]))],
        _ => [],
    };

    /// <summary>Who asks, for idempotency.</summary>
    internal static string ClientOf(PartyKey party) =>
        string.Create(CultureInfo.InvariantCulture, $"party:{party.County}/{party.Matter:N}/{party.Ordinal}");

    /// <summary>Whether a draft is of this party's move.</summary>
    internal static bool IsOf(Draft draft, PartyKey party, Move move) =>
        draft.Form == move.Name && draft.Move is { } of && of.County == party.County && of.Matter == party.Matter && of.Ordinal == party.Ordinal;

    private async Task<IActionResult> ToFilesAsync(IReadOnlyDictionary<string, string> raw, int? version)
    {
        if (!IsOpen)
            return await AnswerAsync(new Written.Refused("move.state", null), null);
        FormReader.Read(
            [.. Fields], raw, MakeMove.Context(Own.State, Own.Procedure, Move, _party.Actor, directory.Current, time.GetUtcNow()), out var errors);
        var names = Fields.Select(field => field.Name).ToList();
        var held = await drafts.FindAsync(DraftOf.Move, Cancel);
        var draft = new Draft { Form = Move.Name, Move = new DraftedMove(_party.County, _party.Matter, _party.Ordinal, version ?? Own.State.Version) };
        if (held is not null && IsOf(held.Content, _party, Move) && await drafts.ChangeAsync(held, before => before.With(names, raw) with { Move = draft.Move }, Cancel) is not null)
            return errors.Count > 0 ? Wrong(errors) : Redirect($"/matter/{Move.Name}/files");
        await drafts.BeginAsync(DraftOf.Move, draft.With(names, raw), Cancel);
        return errors.Count > 0 ? Wrong(errors) : Redirect($"/matter/{Move.Name}/files");
    }

    private async Task<IActionResult> AnswerAsync(Written written, int? seen)
    {
        switch (written)
        {
            case Written.Done or Written.Replayed:
                return Redirect("/matter?done=" + Move.Name);
            case Written.Invalid invalid:
                return Wrong(invalid.Errors);
            case Written.Conflict or Written.Refused:
                Own = await read.RunAsync(_party, Cancel) ?? Own;
                IsOpen = Interpreter.Open(Own.Procedure, Own.State, _party.Actor, catalogue.Current.Now(time, directory.Current)).Contains(Move);
                News = [.. Own.Story.Steps.Where(step => step.Number > (seen ?? Own.State.Entries)).Select(step => new TimelineItem(step.At, step.Text, step.By))];
                if (News.Count == 0)
                    Form = new FormState(Form.Values, written is Written.Refused refused ? FormErrors.Whole(refused.Code, refused.Detail) : FormErrors.Whole("move.state"));
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            case Written.NotFound or Written.Forgotten:
                return Redirect("/matter");
            default:
                throw new InvalidOperationException($"A party's move cannot come out as {written.GetType().Name}.");
        }
    }

    private PageResult Wrong(IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(Form.Values, new FormErrors(errors, Move.Form));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
