using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Live;
using Hejie.Operations;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Orders;

/// <summary>The orders of a post: to acknowledge in one tap, then to report; and for who gives orders, those that were given.</summary>
[Access(Access.Orders)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OrdersModel(
    StaffScope session, ReadOrders read, LiveHub live, DirectoryHolder directory, CatalogueHolder catalogue, IWords words, TimeProvider time) : PageModel
{
    /// <summary>An order as a line of the list.</summary>
    internal sealed record Line(OrderRow Order, OrderPostRow? Own, string Title, string Area, string By, string Due, bool Late)
    {
        public string Href => FormattableString.Invariant($"/orders/{Order.County}/{Order.Id:N}");

        public bool Waits => Order.Closed is null && Own is { } own && (own.Acknowledged is null || (Order.Kind == OrderKind.Task && own.Reported is null));
    }

    /// <summary>How far this page is, for its stream.</summary>
    public string From { get; private set; } = "";

    /// <summary>The orders that the post was given.</summary>
    public IReadOnlyList<Line> Own { get; private set; } = [];

    /// <summary>The orders that its body gave.</summary>
    public IReadOnlyList<Line> Given { get; private set; } = [];

    /// <summary>Whether the post gives orders.</summary>
    public bool Gives { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        From = live.VectorOf(scope).ToString();
        Gives = IssueOrder.Gives(scope);
        Own = [.. (await read.OwnAsync(scope, cancel)).Select(row => LineOf(row.Order, row.Own))];
        Given = [.. (await read.GivenAsync(scope, cancel)).Select(row => LineOf(row, null))];
    }

    private Line LineOf(OrderRow order, OrderPostRow? own)
    {
        var now = time.GetUtcNow();
        var due = LegalTime.Instant(order.Due);
        return new Line(
            order, own, OrderWords.Title(order, words), OrderWords.Area(order, directory.Current, catalogue.Current.Areas, words),
            directory.Current.NameOf(order.Body), words.Moment(due, LegalTime.DateOf(now)), due < now);
    }
}
