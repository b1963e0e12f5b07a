using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Resources;

/// <summary>The days on which leaders receive whoever comes, at a place and in all above it. Nobody has to sign in to read it, nor to come.</summary>
[Access(Access.Public)]
internal sealed class ReceptionModel(ReceptionDays days, DirectoryHolder directory, IWords words) : PageModel
{
    public PlaceSearch Search { get; private set; } = null!;

    public IReadOnlyList<ReceptionDayBody> Days { get; private set; } = [];

    public async Task OnGetAsync(string? place, string? q, string? within, CancellationToken cancel)
    {
        Search = PlaceSearch.For(directory.Current, q, within, place ?? "", posts: false);
        if (Search.Error is not null)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        PlaceCode? code = Search.Chosen?.Code;
        if (code is not null || !Search.Asked)
            Days = [.. (await days.ListAsync(code, cancel)).Select(row => ReceptionDayBody.Of(row, directory.Current))];
    }

    /// <summary>The day, in words.</summary>
    public string DayOf(ReceptionDayBody day) => words.FullDay(LegalTime.DateOf(day.From));

    public IReadOnlyList<(string, string?)> Facts(ReceptionDayBody day) =>
    [
        (words["reception.time"], words["booking.span", Clock(day.From), Clock(day.Until)]),
        (words["reception.where"], day.Where),
        (words["reception.office"], day.Office),
        (words["track.telephone"], day.Telephone),
    ];

    private static string Clock(DateTimeOffset at) => at.ToOffset(LegalTime.Offset).ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture);
}
