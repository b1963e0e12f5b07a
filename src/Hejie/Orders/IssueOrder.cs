using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Live;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Orders;

/// <summary>An order as it is asked for, unchecked. It has no member that could hold a person or a household.</summary>
/// <param name="Kind">The code of an <see cref="OrderKind"/>.</param>
/// <param name="Hazard">The code of a <see cref="Orders.Hazard"/>.</param>
/// <param name="Area">A named area of the catalogue, or null.</param>
/// <param name="Places">The codes of places, or none.</param>
/// <param name="Text">What to do.</param>
/// <param name="Due">By when, or null.</param>
internal sealed record OrderDraft(string? Kind, string? Hazard, string? Area, IReadOnlyList<string> Places, string? Text, DateTimeOffset? Due);

/// <summary>What came of an order that was to be given.</summary>
internal abstract record OrderIssued
{
    private OrderIssued()
    {
    }

    /// <summary>It was given; or it had been, by the same request.</summary>
    public sealed record Done(OrderRow Order, int Posts, bool Before) : OrderIssued;

    /// <summary>Something is wrong with it.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : OrderIssued;

    /// <summary>The same request had asked for another order.</summary>
    public sealed record Other : OrderIssued;

    /// <summary>The post gives no orders.</summary>
    public sealed record NotYours : OrderIssued;
}

/// <summary>
/// Gives an order to every post of an area: one transaction for all counties, then one word to whoever listens. Only a
/// service centre of a township or above gives one, and only within its own area.
/// </summary>
internal sealed class IssueOrder(HejieDb db, IDialect dialect, DirectoryHolder directory, CatalogueHolder catalogue, LiveSignal signal, TimeProvider time)
{
    /// <summary>An order is for now: what is due later is planned otherwise.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(30);

    /// <summary>Whether the post gives orders.</summary>
    public static bool Gives(Scope scope) =>
        Permissions.GivesOrders(scope.Post.Role) && scope.Body.Kind.Code == BodyKinds.ServiceCentre && scope.Body.Place.Level <= PlaceLevel.Township;

    /// <param name="scope">Who gives it.</param>
    /// <param name="draft">What is asked for.</param>
    /// <param name="id">Its id, which the request chose: sent again, it is the same order.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<OrderIssued> RunAsync(Scope scope, OrderDraft draft, Guid id, CancellationToken cancel)
    {
        if (!Gives(scope))
            return new OrderIssued.NotYours();
        var now = LegalTime.Micros(time.GetUtcNow());
        var (order, posts, errors) = Check(scope, draft, id, now);
        if (await FindAsync(scope, id, cancel) is { } before)
            return order is not null && IsSame(order, before) ? new OrderIssued.Done(before, posts.Count, Before: true) : new OrderIssued.Other();
        if (order is null)
            return new OrderIssued.Invalid(errors);
        try
        {
            await WriteAsync(order, posts, now, cancel);
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error, "orders"))
        {
            db.ChangeTracker.Clear();
            return await FindAsync(scope, id, cancel) is { } first && IsSame(order, first)
                ? new OrderIssued.Done(first, posts.Count, Before: true) : new OrderIssued.Other();
        }

        foreach (var county in Counties(order, posts))
            signal.Wake(county);
        return new OrderIssued.Done(order, posts.Count, Before: false);
    }

    private (OrderRow? Order, IReadOnlyList<Post> Posts, IReadOnlyList<FieldError> Errors) Check(Scope scope, OrderDraft draft, Guid id, long now)
    {
        var errors = new List<FieldError>();
        if (OrderCodes.Find<OrderKind>(draft.Kind) is not { } kind)
            errors.Add(new FieldError("kind", string.IsNullOrEmpty(draft.Kind) ? "field.required" : "field.choice"));
        else if (draft.Due is not { } due)
            errors.Add(new FieldError("due", "field.required"));
        else if (due <= time.GetUtcNow() || due > time.GetUtcNow() + Farthest)
            errors.Add(new FieldError("due", "order.due"));
        if (OrderCodes.Find<Hazard>(draft.Hazard) is not { } hazard)
            errors.Add(new FieldError("hazard", string.IsNullOrEmpty(draft.Hazard) ? "field.required" : "field.choice"));
        var text = draft.Text?.Trim() ?? "";
        if (OrderGuard.Error("text", text) is { } personal)
            errors.Add(personal);
        var (places, wrong) = Places(scope, draft);
        IReadOnlyList<Post> posts = wrong is null ? OrderArea.Posts(directory.Current, places, scope.Post.Id) : [];
        if (wrong is not null || posts.Count == 0)
            errors.Add(wrong ?? new FieldError("area", "order.nobody"));
        if (errors.Count > 0)
            return (null, posts, errors);
        return (new OrderRow
        {
            County = scope.Body.Place.County,
            Id = id,
            Origin = scope.Body.Place.County,
            Body = scope.Body.Id,
            Post = scope.By.Id,
            Kind = OrderCodes.Find<OrderKind>(draft.Kind)!.Value,
            Hazard = OrderCodes.Find<Hazard>(draft.Hazard)!.Value,
            Area = draft.Area ?? "",
            Places = string.Join(',', places),
            Text = text,
            Issued = now,
            Due = LegalTime.Micros(draft.Due!.Value),
        }, posts, []);
    }

    /// <summary>The places of an order, or why they cannot be ordered: whoever gives it must lie above all of them.</summary>
    private (IReadOnlyList<PlaceCode> Places, FieldError? Wrong) Places(Scope scope, OrderDraft draft)
    {
        IReadOnlyList<PlaceCode> places;
        if (!string.IsNullOrEmpty(draft.Area))
        {
            if (draft.Places.Count > 0 || catalogue.Current.Areas.Find(draft.Area) is not { } area)
                return ([], new FieldError("area", "field.choice"));
            places = area.Places;
        }
        else
        {
            if (draft.Places.Count == 0)
                return ([], new FieldError("area", "order.nobody"));
            if (draft.Places.Count > MostPlaces)
                return ([], new FieldError("area", "field.too-many", "60"));
            var read = draft.Places.Select(text => PlaceCode.TryParse(text, out var code) && code.Level != PlaceLevel.Cell && directory.Current.IsPlace(code) ? code : (PlaceCode?)null).ToList();
            if (read.Contains(null))
                return ([], new FieldError("area", "field.place"));
            places = [.. read.Select(code => code!.Value).Distinct().Order()];
        }

        return places.All(scope.Body.Place.Contains) ? (places, null) : ([], new FieldError("area", "order.outside"));
    }

    private const int MostPlaces = OrderArea.MostPlaces;

    private Task<OrderRow?> FindAsync(Scope scope, Guid id, CancellationToken cancel)
    {
        var county = scope.Body.Place.County;
        return db.Orders.AsNoTracking().SingleOrDefaultAsync(row => row.County == county && row.Id == id, cancel);
    }

    private static bool IsSame(OrderRow asked, OrderRow given) =>
        (asked.Body, asked.Kind, asked.Hazard, asked.Area, asked.Places, asked.Text, asked.Due)
        == (given.Body, given.Kind, given.Hazard, given.Area, given.Places, given.Text, given.Due);

    private IEnumerable<int> Counties(OrderRow order, IEnumerable<Post> posts) =>
        posts.Select(CountyOf).Append(order.Origin).Distinct().Order();

    private int CountyOf(Post post) => directory.Current.CountyOf(post.Body);

    private async Task WriteAsync(OrderRow order, IReadOnlyList<Post> posts, long now, CancellationToken cancel)
    {
        var byCounty = posts.ToLookup(CountyOf);
        var counties = Counties(order, posts).ToList();
        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // In the order of their codes, so that two orders of several counties never wait for each other in a ring.
        foreach (var county in counties)
            await dialect.HoldOrdersAsync(db, county, cancel);
        var newest = await NewestPositions.ReadAsync(db, "order_events", "number", counties, cancel);
        foreach (var county in counties)
        {
            db.Orders.Add(county == order.Origin ? order : Copy(order, county));
            db.OrderEvents.Add(new OrderEventRow
            {
                County = county,
                Number = newest[county] + 1,
                Order = order.Id,
                Kind = OrderEventKind.Issued,
                Post = order.Post,
                At = now,
                Text = order.Text,
            });
        }

        foreach (var row in db.ChangeTracker.Entries<OrderRow>())
            row.Entity.Posts = byCounty[row.Entity.County].Count();
        await db.SaveChangesAsync(cancel);
        await dialect.BulkAsync(
            db.Database, "order_posts", ["county", "\"order\"", "post", "body", "told"],
            posts.Select(post => new object?[] { CountyOf(post), order.Id, post.Id, post.Body, now }), cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static OrderRow Copy(OrderRow order, int county) => new()
    {
        County = county,
        Id = order.Id,
        Origin = order.Origin,
        Body = order.Body,
        Post = order.Post,
        Kind = order.Kind,
        Hazard = order.Hazard,
        Area = order.Area,
        Places = order.Places,
        Text = order.Text,
        Issued = order.Issued,
        Due = order.Due,
    };
}
