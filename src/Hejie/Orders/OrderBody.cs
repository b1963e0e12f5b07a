using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Kernel.Api;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Orders;

/// <summary>An order.</summary>
/// <param name="County">The county of its address.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Hazard">What it is about.</param>
/// <param name="Area">Where.</param>
/// <param name="Text">What to do.</param>
/// <param name="By">The body that gave it.</param>
/// <param name="Issued">When.</param>
/// <param name="Due">By when it is to be done.</param>
/// <param name="Closed">When it was closed, or absent.</param>
/// <param name="Outcome">What came of it, or absent.</param>
/// <param name="Own">How far the asking post is with it, where it was given the order.</param>
/// <param name="Answers">How far all are, for the body that gave it.</param>
/// <param name="Silent">The bodies that have most posts without an answer, at most fifty, for the body that gave it.</param>
internal sealed record OrderBody(
    int County, Guid Id, Named Kind, Named Hazard, string Area, string Text, BodyName By, DateTimeOffset Issued, DateTimeOffset Due,
    DateTimeOffset? Closed, string? Outcome, OwnAnswerBody? Own, AnswersBody? Answers, IReadOnlyList<SilentBody>? Silent);

/// <summary>How far a post is with an order.</summary>
/// <param name="Acknowledged">When it acknowledged it, or absent.</param>
/// <param name="Reported">When it reported, or absent.</param>
/// <param name="Report">What it reported, or absent.</param>
/// <param name="Text">The words with it, or absent.</param>
internal sealed record OwnAnswerBody(DateTimeOffset? Acknowledged, DateTimeOffset? Reported, ReportCode? Report, string? Text)
{
    public static OwnAnswerBody Of(OrderPostRow row) => new(OrderBodies.When(row.Acknowledged), OrderBodies.When(row.Reported), row.Report, row.ReportText);
}

/// <summary>How far all are.</summary>
/// <param name="Posts">The posts that were given it.</param>
/// <param name="Acknowledged">Those that acknowledged it.</param>
/// <param name="Reported">Those that reported.</param>
internal sealed record AnswersBody(int Posts, int Acknowledged, int Reported);

/// <summary>A body some of whose posts have not answered.</summary>
/// <param name="Body">The body, with its telephone.</param>
/// <param name="Posts">Its posts without an answer.</param>
/// <param name="Called">When they were last called again, or absent.</param>
internal sealed record SilentBody(BodyName Body, int Posts, DateTimeOffset? Called);

/// <summary>The orders of a post: those that it was given, and those that its body gave.</summary>
internal sealed record OrdersBody(IReadOnlyList<OrderBody> Own, IReadOnlyList<OrderBody> Given);

/// <summary>How many posts an order was given, or called again.</summary>
internal sealed record OrderPostsBody(int Posts);

/// <summary>Orders in the words of a request.</summary>
internal static class OrderBodies
{
    public static OrderBody Of(
        OrderRow order, BodyDirectory directory, Rules.Places.AreaBook areas, IWords words, OrderPostRow? own = null, AnswersBody? answers = null, IReadOnlyList<SilentBody>? silent = null) =>
        new(order.County, order.Id, Kind(order.Kind, words), Hazard(order.Hazard, words), OrderWords.Area(order, directory, areas, words), order.Text,
            BodyName.Of(order.Body, directory), LegalTime.Instant(order.Issued), LegalTime.Instant(order.Due), When(order.Closed), order.Outcome,
            own is null ? null : OwnAnswerBody.Of(own), answers, silent);

    public static DateTimeOffset? When(long? instant) => instant is { } known ? LegalTime.Instant(known) : null;

    private static Named Kind(OrderKind kind, IWords words) => new(OrderCodes.Of(kind), OrderWords.Kind(kind, words));

    private static Named Hazard(Hazard hazard, IWords words) => new(OrderCodes.Of(hazard), OrderWords.Hazard(hazard, words));
}

[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(OrdersBody))]
[JsonSerializable(typeof(OrderPostsBody))]
[JsonSerializable(typeof(OwnAnswerBody))]
[JsonSerializable(typeof(IssueOrderRequest))]
[JsonSerializable(typeof(ReportOrderRequest))]
[JsonSerializable(typeof(CallAgainRequest))]
[JsonSerializable(typeof(CloseOrderRequest))]
internal sealed partial class OrdersJson : JsonSerializerContext;
