using Hejie.Identity;
using Hejie.Matters.Reading;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Mediation;

/// <summary>The agreement to read and print, for its parties.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OwnAgreementModel(PartySession session, ReadMatter matters, ReadAgreement read) : PageModel
{
    public Agreement Agreement { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await session.FindAsync() is not { } party
            || await matters.ForPartyAsync(party, cancel) is not { } reading
            || await read.RunAsync(reading, cancel) is not { } agreement)
            return NotFound();
        Agreement = agreement;
        return Page();
    }
}
