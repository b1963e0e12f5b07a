using Hejie.Identity;
using Hejie.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Notices.Calendars;

/// <summary>The calendar of a party's matter: made, made anew and taken back by the party alone.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MatterCalendarModel(PartySession session, KeepCalendars keep, Settings settings) : PageModel
{
    /// <summary>What is shown.</summary>
    public CalendarView Calendar { get; private set; } = new(false, null);

    /// <summary>Shows whether there is one.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Calendar = new CalendarView(await keep.HasAsync(await PartyAsync(), cancel), null);

    /// <summary>Makes one, and shows its address once.</summary>
    public async Task OnPostMakeAsync(CancellationToken cancel) =>
        Calendar = new CalendarView(true, CalendarView.AddressOf(Request, settings, "matter", await keep.MakeAsync(await PartyAsync(), cancel)));

    /// <summary>Takes it back.</summary>
    public async Task OnPostRevokeAsync(CancellationToken cancel)
    {
        await keep.RevokeAsync(await PartyAsync(), cancel);
        Calendar = new CalendarView(false, null, Revoked: true);
    }

    private async Task<PartyKey> PartyAsync() => (await session.FindAsync())!;
}
