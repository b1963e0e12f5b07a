using Hejie.Identity;
using Hejie.Matters.Handling;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Mediation;

/// <summary>The agreement to read and print, for staff who opened the matter.</summary>
[Access(Access.Work)]
internal sealed class AgreementModel(StaffMatters matters, ReadAgreement read) : PageModel
{
    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    public string Back { get; private set; } = "";

    public Agreement Agreement { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await matters.FindAsync(County, Id, cancel) is not { } view || ReadAgreement.Written(view.Entries) == 0)
            return NotFound();
        if (await read.RunAsync(view.Reading, cancel) is not { } agreement)
            return Redirect(view.Path + "#sealed");
        (Back, Agreement) = (view.Path, agreement);
        return Page();
    }
}
