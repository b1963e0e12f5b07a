using Hejie.Identity;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Rules.Places;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>Photos and papers, each sent by its own request and sealed at once with the key that the matter will have.</summary>
[Access(Access.Public)]
internal sealed class FilesModel(CatalogueHolder catalogue, DraftStore drafts) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Files;

    /// <summary>The files.</summary>
    public FileBox Box => FileBox.Of(Held!.Content.Files, PathOf(Step) + "/upload", Request.Query["refused"]);

    /// <summary>Shows the files; they need a place first, since they are kept by county.</summary>
    public IActionResult OnGet() => PlaceCode.TryParse(Held!.Content[FilingSteps.Place], out _) ? Page() : Redirect(PathOf(FilingSteps.Place));

    /// <summary>Takes a file out, or goes on.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? remove)
    {
        if (remove is not { } id)
            return Next();
        await Drafts.ChangeAsync(Held!, draft => draft with { Files = [.. draft.Files.Where(file => file.Id != id)] }, Cancel);
        return Redirect(PathOf(Step));
    }

    /// <summary>Receives one file of a draft.</summary>
    public static async Task<Results<RedirectHttpResult, BadRequest>> UploadAsync(
        HttpContext http, string procedure, DraftStore drafts, ReceiveAttachment receiver, IAntiforgery antiforgery, TimeProvider time, CancellationToken cancel)
    {
        if (await drafts.FindAsync(DraftOf.Filing, cancel) is not { Content.Receipt: null } held || held.Content.Form != procedure)
            return TypedResults.LocalRedirect($"/file/{Uri.EscapeDataString(procedure)}?lost=1");
        if (!PlaceCode.TryParse(held.Content[FilingSteps.Place], out var place))
            return TypedResults.LocalRedirect($"/file/{procedure}/{FilingSteps.Place}");

        var refused = await Upload.ReadAsync(http, antiforgery, async (name, content) =>
        {
            var key = await drafts.TakeKeyAsync(held, cancel) ?? throw new InvalidOperationException("A draft's key is gone while it is open.");
            return await receiver.KeepAsync(drafts, held, name, content, place.County, key, time, cancel);
        });
        if (refused == Upload.Foreign)
            return TypedResults.BadRequest();
        return TypedResults.LocalRedirect($"/file/{procedure}/{FilingSteps.Files}" + (refused is null ? "" : "?refused=" + refused));
    }
}
