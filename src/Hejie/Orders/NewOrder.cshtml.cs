using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Orders;

/// <summary>Gives an order. Where it goes is chosen from the post's own places; there is no field for a person.</summary>
[Access(Access.OrderFrom)]
internal sealed class NewOrderModel(StaffScope session, IssueOrder issue, DirectoryHolder directory, CatalogueHolder catalogue, IWords words) : PageModel
{
    private const string Named = "area:";

    private static readonly string[] s_asked = ["kind", "hazard", "area", "text", "due"];

    /// <summary>The form.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The order's id, chosen before it is sent: a form sent twice gives one order.</summary>
    public Guid Id { get; private set; }

    public IReadOnlyList<Choice> Kinds =>
        [.. Enum.GetValues<OrderKind>().Select(kind => new Choice(OrderCodes.Of(kind), OrderWords.Kind(kind, words), Hint: words["order.kind." + OrderCodes.Of(kind) + ".hint"]))];

    public IReadOnlyList<Choice> Hazards => [.. Enum.GetValues<Hazard>().Select(hazard => new Choice(OrderCodes.Of(hazard), OrderWords.Hazard(hazard, words)))];

    /// <summary>The post's own place, those directly within it, and the named areas that lie within it.</summary>
    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!IssueOrder.Gives(scope))
            return NotFound();
        Fill(scope, Guid.CreateVersion7());
        return Page();
    }

    /// <summary>Gives the order.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? kind, string? hazard, string? area, string? text, string? due, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!IssueOrder.Gives(scope))
            return NotFound();
        var named = area?.StartsWith(Named, StringComparison.Ordinal) == true ? area[Named.Length..] : null;
        var draft = new OrderDraft(kind, hazard, named, named is null && !string.IsNullOrEmpty(area) ? [area] : [], text, Moment(due));
        switch (await issue.RunAsync(scope, draft, id == Guid.Empty ? Guid.CreateVersion7() : id, cancel))
        {
            case OrderIssued.Done done:
                return Redirect(string.Create(CultureInfo.InvariantCulture, $"/orders/{done.Order.County}/{done.Order.Id:N}?done=issued"));
            case OrderIssued.Invalid invalid:
                return Again(scope, id, invalid.Errors);
            case OrderIssued.Other:
                return Again(scope, Guid.CreateVersion7(), [new FieldError("text", "order.other")]);
            default:
                return NotFound();
        }
    }

    private PageResult Again(Scope scope, Guid id, IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors(errors)
        {
            Titles = s_asked.ToDictionary(field => field, field => words["order." + field]),
        });
        Fill(scope, id);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Fill(Scope scope, Guid id)
    {
        Id = id;
        var own = scope.Body.Place;
        Areas =
        [
            .. directory.Current.Place(own) is { } place ? [new Choice(own.ToString(), words["order.whole", place.Name])] : Array.Empty<Choice>(),
            .. directory.Current.Within(own).Where(below => below.Code.Level != PlaceLevel.Cell)
                .Select(below => new Choice(below.Code.ToString(), below.Name, words["order.places"])),
            .. catalogue.Current.Areas.All.Where(area => area.Places.All(own.Contains))
                .Select(area => new Choice(Named + area.Id, words[area.Title], words["order.areas"])),
        ];
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? LegalTime.Instant(wall) : null;
}
