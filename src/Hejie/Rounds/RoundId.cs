using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Hejie.Rules.Places;

namespace Hejie.Rounds;

/// <summary>A round within its county, as addresses name it: <c>group-20260202-532901104201001</c>.</summary>
/// <param name="Plan">The plan's id.</param>
/// <param name="Start">The first day of its period.</param>
/// <param name="Place">Its place.</param>
internal sealed record RoundId(string Plan, DateOnly Start, PlaceCode Place)
{
    private const string Day = "yyyyMMdd";

    public static RoundId Of(RoundRow row) => new(row.Plan, row.Start, PlaceCode.Of(row.Place));

    public static bool TryParse(string? text, [NotNullWhen(true)] out RoundId? id)
    {
        id = null;
        var parts = text?.Split('-') ?? [];
        if (parts.Length < 3 || !PlaceCode.TryParse(parts[^1], out var place)
            || !DateOnly.TryParseExact(parts[^2], Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
            return false;
        id = new RoundId(string.Join('-', parts[..^2]), start, place);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Plan}-{Start.ToString(Day, CultureInfo.InvariantCulture)}-{Place}");
}
