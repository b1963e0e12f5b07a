using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Live;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Orders;

/// <summary>One order: for who was given it, to acknowledge and report; for who gave it, who has answered and who has not.</summary>
[Access(Access.Orders)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OrderModel(
    StaffScope session, ReadOrders read, AnswerOrder answer, PursueOrder pursue, LiveHub live, DirectoryHolder directory, CatalogueHolder catalogue, IWords words,
    TimeProvider time) : PageModel
{
    private Scope _scope = null!;

    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>What was just done.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>How far this page is, for its stream.</summary>
    public string From { get; private set; } = "";

    public OrderRow Order { get; private set; } = null!;

    /// <summary>How far the post is with it; null where it was not given it.</summary>
    public OrderPostRow? Own { get; private set; }

    /// <summary>How far all are; null where the post's body did not give it.</summary>
    public OrderCounts? Counts { get; private set; }

    public IReadOnlyList<BodyAnswers> Bodies { get; private set; } = [];

    public IReadOnlyList<OrderReport> Reports { get; private set; } = [];

    public bool More { get; private set; }

    public FormState Form { get; private set; } = FormState.Empty;

    public IReadOnlyList<Choice> ReportChoices => [.. Enum.GetValues<ReportCode>().Select(code => new Choice(OrderCodes.Of(code), OrderWords.Report(code, words)))];

    public string Title => OrderWords.Title(Order, words);

    public string Area => OrderWords.Area(Order, directory.Current, catalogue.Current.Areas, words);

    /// <summary>What was just done, in words; null where nothing was.</summary>
    public string? Told => Done is "issued" or "acknowledged" or "reported" or "called" or "closed" ? words["order.done." + Done] : null;

    public Body? Body(int id) => directory.Current.Body(id);

    public string PostName(int id) => directory.Current.Post(id)?.Name ?? "";

    public string When(long instant) => words.Moment(LegalTime.Instant(instant), LegalTime.DateOf(time.GetUtcNow()));

    public bool IsLate => LegalTime.Instant(Order.Due) < time.GetUtcNow();

    public string Address(int page = 1) => string.Create(CultureInfo.InvariantCulture, $"/orders/{County}/{Id:N}") + (page > 1 ? FormattableString.Invariant($"?p={page}") : "");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await FindAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAcknowledgeAsync(string? back, CancellationToken cancel) =>
        await AfterAsync(await answer.AcknowledgeAsync(await session.RequireAsync(cancel), County, Id, cancel), "acknowledged", back == "list", cancel);

    public async Task<IActionResult> OnPostReportAsync(string? report, string? text, CancellationToken cancel) =>
        await AfterAsync(await answer.ReportAsync(await session.RequireAsync(cancel), County, Id, report, text, cancel), "reported", list: false, cancel);

    public async Task<IActionResult> OnPostCallAsync(int? body, CancellationToken cancel) =>
        await AfterAsync(await pursue.CallAgainAsync(await session.RequireAsync(cancel), County, Id, body, cancel), "called", cancel);

    public async Task<IActionResult> OnPostCloseAsync(string? outcome, CancellationToken cancel) =>
        await AfterAsync(await pursue.CloseAsync(await session.RequireAsync(cancel), County, Id, outcome, cancel), "closed", cancel);

    private async Task<IActionResult> AfterAsync(OrderAnswered answered, string done, bool list, CancellationToken cancel) => answered switch
    {
        OrderAnswered.Done => Redirect(list ? "/orders" : Address() + "?done=" + done),
        OrderAnswered.Invalid invalid => await AgainAsync(invalid.Error, cancel),
        OrderAnswered.Refused refused => await AgainAsync(new FieldError("report", refused.Code), cancel),
        _ => NotFound(),
    };

    private async Task<IActionResult> AfterAsync(OrderPursued pursued, string done, CancellationToken cancel) => pursued switch
    {
        OrderPursued.Done => Redirect(Address() + "?done=" + done),
        OrderPursued.Invalid invalid => await AgainAsync(invalid.Error, cancel),
        OrderPursued.Closed => await AgainAsync(new FieldError("outcome", "order.closed"), cancel),
        _ => NotFound(),
    };

    private async Task<IActionResult> AgainAsync(FieldError error, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
            return NotFound();
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors([error]));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        _scope = await session.RequireAsync(cancel);
        From = live.VectorOf(_scope).ToString();
        PageNumber = Math.Clamp(PageNumber, 1, ReadOrders.LastPage);
        var own = await read.OwnAsync(_scope, County, Id, cancel);
        var given = await read.GivenAsync(_scope, County, Id, cancel);
        if ((given ?? own?.Order) is not { } order)
            return false;
        (Order, Own) = (order, own?.Own);
        if (given is not null)
        {
            var counties = await read.CountiesAsync(given, cancel);
            Counts = await read.CountsAsync(Id, counties, cancel);
            (Bodies, More) = await read.BodiesAsync(Id, counties, PageNumber, cancel);
            Reports = await read.ReportsAsync(Id, counties, cancel);
        }

        return true;
    }
}
