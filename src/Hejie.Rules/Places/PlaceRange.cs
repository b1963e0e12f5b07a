namespace Hejie.Rules.Places;

/// <summary>A run of place numbers, the form in which scope enters SQL: <c>place >= From and place &lt; To</c>.</summary>
/// <param name="From">The first number inside.</param>
/// <param name="To">The first number past the end.</param>
public readonly record struct PlaceRange(long From, long To)
{
    /// <summary>The place and all below it.</summary>
    public static PlaceRange Of(PlaceCode place) => new(place.First.Value, place.Next.Value);

    /// <summary>Whether the place lies in the range.</summary>
    public bool Contains(PlaceCode place) => place.Value >= From && place.Value < To;
}
