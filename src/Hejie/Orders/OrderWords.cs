using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Ui;

namespace Hejie.Orders;

/// <summary>What orders are called in the language of the request.</summary>
internal static class OrderWords
{
    /// <summary>More places than these are told by their number.</summary>
    private const int MostNamed = 4;

    public static string Kind(OrderKind kind, IWords words) => words["order.kind." + OrderCodes.Of(kind)];

    public static string Hazard(Hazard hazard, IWords words) => words["order.hazard." + OrderCodes.Of(hazard)];

    public static string Report(ReportCode report, IWords words) => words["order.report." + OrderCodes.Of(report)];

    /// <summary>Flood warning, in one word.</summary>
    public static string Title(OrderRow order, IWords words) => words["order.what", Hazard(order.Hazard, words), Kind(order.Kind, words)];

    /// <summary>Where an order is to be followed.</summary>
    public static string Area(OrderRow order, BodyDirectory directory, AreaBook areas, IWords words)
    {
        if (areas.Find(order.Area) is { } area)
            return words[area.Title];
        var codes = order.Places.Split(',');
        var names = string.Join(words["order.and"], codes.Take(MostNamed)
            .Select(code => PlaceCode.TryParse(code, out var place) ? directory.Place(place)?.FullName is { Length: > 0 } full ? full : code : code));
        return codes.Length > MostNamed ? words["order.and-more", names, codes.Length] : names;
    }
}
