using Hejie.Identity;
using Hejie.Matters.Handling;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Mediation;

/// <summary>The agreement as a Word file, for staff who opened the matter.</summary>
[Access(Access.Work)]
internal sealed class AgreementFileModel(StaffMatters matters, ReadAgreement read, AgreementDocument document, IWords words) : PageModel
{
    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        if (await matters.FindAsync(County, Id, cancel) is not { } view || ReadAgreement.Written(view.Entries) == 0)
            return NotFound();
        return await read.RunAsync(view.Reading, cancel) is { } agreement
            ? File(document.Write(agreement), AgreementDocument.MediaType, words["agreement.title"] + ".docx")
            : Redirect(view.Path + "#sealed");
    }
}
