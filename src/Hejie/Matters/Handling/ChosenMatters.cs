using System.Globalization;

namespace Hejie.Matters.Handling;

/// <summary>
/// The matters that an officer chose on the desk to handle one after the other. They stand in the address and nowhere
/// else, and each is opened within scope like any other: no list of them is kept.
/// </summary>
/// <param name="Next">What follows, in order.</param>
internal sealed record ChosenMatters(IReadOnlyList<(int County, Guid Id)> Next)
{
    private const int Most = 50;

    /// <summary>Where the next one is read, with what follows it; null at the end.</summary>
    public string? Path => Next.Count == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"/matters/{Next[0].County}/{Next[0].Id:N}") + new ChosenMatters([.. Next.Skip(1)]).Query('?');

    /// <summary>One matter as it is named in an address.</summary>
    public static string Name(int county, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{county}.{id:N}");

    /// <summary>Reads names; what is none is left out.</summary>
    public static ChosenMatters Parse(IEnumerable<string?> names) =>
        new([.. names.SelectMany(name => (name ?? "").Split('~')).Select(Parse).OfType<(int, Guid)>().Take(Most)]);

    /// <summary>What follows as a part of an address, led by <c>?</c> or <c>&amp;</c>; empty where nothing does.</summary>
    public string Query(char lead) => Next.Count == 0 ? "" : lead + "then=" + string.Join('~', Next.Select(next => Name(next.County, next.Id)));

    private static (int County, Guid Id)? Parse(string name) =>
        name.Split('.') is [var county, var id]
            && int.TryParse(county, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Guid.TryParseExact(id, "N", out var matter)
            ? (number, matter) : null;
}
