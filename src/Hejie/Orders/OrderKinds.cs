using System.Text.Json;

namespace Hejie.Orders;

/// <summary>What an order asks for.</summary>
internal enum OrderKind
{
    /// <summary>To know of a danger: it is acknowledged.</summary>
    Warning,

    /// <summary>To do something: it is acknowledged, done and reported.</summary>
    Task,
}

/// <summary>What an order may be about: dangers to places, a closed list. Gathering, petitioning, travel and worship are none.</summary>
internal enum Hazard
{
    Flood,
    Landslide,
    Fire,
    Weather,
    Road,
    Dam,
    AnimalEpidemic,
    Supply,
}

/// <summary>What a post reports back.</summary>
internal enum ReportCode
{
    Done,
    Partly,
    NeedsHelp,
}

/// <summary>What happens to an order.</summary>
internal enum OrderEventKind
{
    Issued,
    Acknowledged,
    Reported,
    Called,
    Closed,
}

/// <summary>The closed lists of orders by the codes that forms, programs and words use.</summary>
internal static class OrderCodes
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a code; null where the list has none.</summary>
    public static T? Find<T>(string? code)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == code)
                return value;
        }

        return null;
    }
}
