using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hejie.Rules.Places;

/// <summary>
/// A place as one number of 15 digits: the 12 digits of the national statistics code (prefecture 4, county 2,
/// township 3, village 3) and 3 of the grid cell. All below a place lies between <see cref="First"/> and
/// <see cref="Next"/>, so that a scope is a range of numbers.
/// </summary>
public readonly record struct PlaceCode : IComparable<PlaceCode>, IParsable<PlaceCode>
{
    private const long CellStep = 1, VillageStep = 1_000, TownshipStep = 1_000_000;
    private const long CountyStep = 1_000_000_000, PrefectureStep = 100_000_000_000;
    private const long Lowest = 100_000_000_000_000, Highest = 999_999_999_999_999;

    private PlaceCode(long value) => Value = value;

    /// <summary>The number of 15 digits, as it is stored.</summary>
    public long Value { get; }

    /// <summary>The first six digits; for the prefecture 532900000000 it is 532900.</summary>
    public int County => (int)(Value / CountyStep);

    /// <summary>The level, told by the trailing zeros.</summary>
    public PlaceLevel Level =>
        Value % VillageStep != 0 ? PlaceLevel.Cell
        : Value % TownshipStep != 0 ? PlaceLevel.Village
        : Value % CountyStep != 0 ? PlaceLevel.Township
        : Value % PrefectureStep != 0 ? PlaceLevel.County
        : PlaceLevel.Prefecture;

    /// <summary>The place one level up; none above a prefecture.</summary>
    public PlaceCode? Parent =>
        Level == PlaceLevel.Prefecture ? null : new PlaceCode(Value - Value % Step(Level - 1));

    /// <summary>The first number of this place and all below it: the place itself.</summary>
    public PlaceCode First => this;

    /// <summary>The first number past this place and all below it. A bound only; it need not be a place.</summary>
    public PlaceCode Next => new(Value + Step(Level));

    /// <summary>This place and all below it.</summary>
    public PlaceRange Range => PlaceRange.Of(this);

    /// <summary>Whether the other place is this one or lies below it.</summary>
    public bool Contains(PlaceCode other) => other >= First && other < Next;

    /// <summary>The place of a stored number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is no place.</exception>
    public static PlaceCode Of(long value) =>
        TryOf(value, out var place)
            ? place
            : throw new ArgumentOutOfRangeException(nameof(value), value, "not a place code");

    /// <summary>Reads 12 or 15 digits; 6 (a county) and 4 (a prefecture) are padded.</summary>
    /// <exception cref="FormatException">The text is no place code.</exception>
    public static PlaceCode Parse(string text) =>
        TryParse(text, out var place) ? place : throw new FormatException($"'{text}' is not a place code");

    /// <summary>Reads 12 or 15 digits; 6 (a county) and 4 (a prefecture) are padded.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PlaceCode place)
    {
        place = default;
        return text?.Length is 4 or 6 or 12 or 15
            && long.TryParse(text.PadRight(15, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && TryOf(value, out place);
    }

    /// <inheritdoc/>
    static PlaceCode IParsable<PlaceCode>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<PlaceCode>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PlaceCode result) =>
        TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(PlaceCode other) => Value.CompareTo(other.Value);

    /// <summary>Earlier in the order of codes.</summary>
    public static bool operator <(PlaceCode left, PlaceCode right) => left.Value < right.Value;

    /// <summary>Later in the order of codes.</summary>
    public static bool operator >(PlaceCode left, PlaceCode right) => left.Value > right.Value;

    /// <summary>Earlier in the order of codes, or the same.</summary>
    public static bool operator <=(PlaceCode left, PlaceCode right) => left.Value <= right.Value;

    /// <summary>Later in the order of codes, or the same.</summary>
    public static bool operator >=(PlaceCode left, PlaceCode right) => left.Value >= right.Value;

    /// <summary>15 digits for a grid cell, else 12.</summary>
    public override string ToString() =>
        (Level == PlaceLevel.Cell ? Value : Value / VillageStep).ToString(CultureInfo.InvariantCulture);

    // A province is no place here, and a village needs its township, a cell its village. A township needs no county:
    // 东莞 (441900) and four more have their townships at once below the prefecture.
    private static bool TryOf(long value, out PlaceCode place)
    {
        place = new PlaceCode(value);
        return value is >= Lowest and <= Highest
            && value / PrefectureStep % 100 != 0
            && (value / VillageStep % 1_000 == 0 || value / TownshipStep % 1_000 != 0)
            && (value % VillageStep == 0 || value / VillageStep % 1_000 != 0);
    }

    private static long Step(PlaceLevel level) =>
        level switch
        {
            PlaceLevel.Prefecture => PrefectureStep,
            PlaceLevel.County => CountyStep,
            PlaceLevel.Township => TownshipStep,
            PlaceLevel.Village => VillageStep,
            _ => CellStep,
        };
}
