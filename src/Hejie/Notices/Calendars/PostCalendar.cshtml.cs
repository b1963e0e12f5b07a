using Hejie.Identity;
using Hejie.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Notices.Calendars;

/// <summary>What a page shows of a calendar.</summary>
/// <param name="Has">Whether there is one.</param>
/// <param name="Address">Its address, told once: as it is made; else null.</param>
/// <param name="Revoked">Whether it was just taken back.</param>
internal sealed record CalendarView(bool Has, string? Address, bool Revoked = false)
{
    /// <summary>The address of a secret.</summary>
    public static string AddressOf(HttpRequest request, Settings settings, string kind, string secret) =>
        new Uri(settings.Address ?? new Uri($"{request.Scheme}://{request.Host}"), $"/calendar/{kind}/{secret}.ics").ToString();
}

/// <summary>The calendar of a post: made, made anew and taken back by who holds it.</summary>
[Access(Access.Staff)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class PostCalendarModel(StaffScope session, KeepCalendars keep, Settings settings) : PageModel
{
    /// <summary>What is shown.</summary>
    public CalendarView Calendar { get; private set; } = new(false, null);

    /// <summary>Shows whether there is one.</summary>
    public async Task OnGetAsync(CancellationToken cancel) => Calendar = new CalendarView(await keep.HasAsync(await session.RequireAsync(cancel), cancel), null);

    /// <summary>Makes one, and shows its address once.</summary>
    public async Task OnPostMakeAsync(CancellationToken cancel) =>
        Calendar = new CalendarView(true, CalendarView.AddressOf(Request, settings, "post", await keep.MakeAsync(await session.RequireAsync(cancel), cancel)));

    /// <summary>Takes it back.</summary>
    public async Task OnPostRevokeAsync(CancellationToken cancel)
    {
        await keep.RevokeAsync(await session.RequireAsync(cancel), cancel);
        Calendar = new CalendarView(false, null, Revoked: true);
    }
}
