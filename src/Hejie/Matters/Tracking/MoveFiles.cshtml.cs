using System.Globalization;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>The photos and papers of a party's move, each sent by its own request; then the move is made, once.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MoveFilesModel(
    HejieDb db, ReadOwnMatter read, PartySession session, MakeMove make, DraftStore drafts) : PageModel
{
    private PartyKey _party = null!;
    private HeldDraft _held = null!;

    /// <summary>The move.</summary>
    public Move Move { get; private set; } = null!;

    /// <summary>What is wrong.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The files.</summary>
    public FileBox Box => FileBox.Of(_held.Content.Files, $"/matter/{Move.Name}/files/upload", Request.Query["refused"]);

    private CancellationToken Cancel => HttpContext.RequestAborted;

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _party = (await session.FindAsync())!;
        var name = (string?)RouteData.Values["move"] ?? "";
        if (await read.RunAsync(_party, Cancel) is not { } own || !own.Procedure.Moves.TryGetValue(name, out var move))
        {
            context.Result = NotFound();
            return;
        }

        Move = move;
        if (await drafts.FindAsync(DraftOf.Move, Cancel) is not { } held || !MoveModel.IsOf(held.Content, _party, move))
        {
            // Sent already, or left too long: the matter's page tells which.
            context.Result = Redirect(own.LastOf(made => made == move) is null ? "/matter" : "/matter?done=" + move.Name);
            return;
        }

        _held = held;
        await next();
    }

    /// <summary>Takes a file out, or makes the move.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? remove)
    {
        if (remove is { } id)
        {
            await drafts.ChangeAsync(_held, draft => draft with { Files = [.. draft.Files.Where(file => file.Id != id)] }, Cancel);
            return Redirect($"/matter/{Move.Name}/files");
        }

        var once = _held.Id.ToString("N", CultureInfo.InvariantCulture);
        var written = await make.RunAsync(
            ReadMatter.Of(db, _party),
            new MoveRequest
            {
                Move = Move.Name,
                Actor = _party.Actor,
                Answers = _held.Content.Values,
                Files = _held.Content.Files,
                Request = RequestKey.For(MoveModel.ClientOf(_party), once, Move.Name),
            },
            Cancel);
        switch (written)
        {
            case Written.Done or Written.Replayed:
                await drafts.DropAsync(DraftOf.Move, _held, Cancel);
                return Redirect("/matter?done=" + Move.Name);
            case Written.Invalid invalid:
                return Wrong(new FormErrors(invalid.Errors, Move.Form));
            case Written.Refused refused:
                return Wrong(FormErrors.Whole(refused.Code, refused.Detail));
            default:
                return Redirect("/matter");
        }
    }

    /// <summary>Receives one file, sealed with the matter's key.</summary>
    public static async Task<Results<RedirectHttpResult, BadRequest>> UploadAsync(
        HttpContext http, string move, HejieDb db, PartySession session, DraftStore drafts, MatterKeys keys, ReceiveAttachment receiver, IAntiforgery antiforgery,
        TimeProvider time, CancellationToken cancel)
    {
        var party = (await session.FindAsync())!;
        var page = $"/matter/{Uri.EscapeDataString(move)}";
        if (await drafts.FindAsync(DraftOf.Move, cancel) is not { } held || held.Content.Form != move || held.Content.Move is not { } of
            || (of.County, of.Matter, of.Ordinal) != (party.County, party.Matter, party.Ordinal))
            return TypedResults.LocalRedirect(page);
        var keyId = await ReadMatter.Of(db, party).Select(matter => matter.KeyId).SingleAsync(cancel);
        if (await keys.FindAsync(keyId, cancel) is not { } key)
            return TypedResults.LocalRedirect("/matter");
        var refused = await Upload.ReadAsync(http, antiforgery, (name, content) =>
            receiver.KeepAsync(drafts, held, name, content, party.County, key, time, cancel));
        if (refused == Upload.Foreign)
            return TypedResults.BadRequest();
        return TypedResults.LocalRedirect(page + "/files" + (refused is null ? "" : "?refused=" + refused));
    }

    /// <summary>One of the party's own files, to keep; never shown in the page, whatever it holds.</summary>
    public static async Task<Results<FileStreamHttpResult, NotFound>> DownloadAsync(
        HttpContext http, Guid id, HejieDb db, ReadOwnMatter read, PartySession session, SealedFileStore store, CancellationToken cancel)
    {
        var party = (await session.FindAsync())!;
        if (await read.RunAsync(party, cancel) is not { } own || own.Files.FirstOrDefault(file => file.Id == id) is not { } row)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        var content = await store.OpenAsync(party.County, row.Address, own.Matter.Key.Bytes, cancel);
        return TypedResults.Stream(content, Enum.Parse<AttachmentKind>(row.Kind).MediaType(), row.OpenName(own.Matter.Key));
    }

    private PageResult Wrong(FormErrors errors)
    {
        Form = new FormState(Form.Values, errors);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
