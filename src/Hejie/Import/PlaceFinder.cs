using System.Collections.Frozen;
using Hejie.Bodies;
using Hejie.Rules.Places;

namespace Hejie.Import;

/// <summary>What a text says of a place.</summary>
internal abstract record PlaceFound
{
    private PlaceFound()
    {
    }

    /// <summary>One place within the scope.</summary>
    public sealed record One(PlaceCode Code) : PlaceFound;

    /// <summary>Several places within the scope have this name.</summary>
    public sealed record Several : PlaceFound;

    /// <summary>A place that is not in the scope.</summary>
    public sealed record Outside : PlaceFound;

    /// <summary>No place that is known.</summary>
    public sealed record Unknown : PlaceFound;
}

/// <summary>
/// Finds places as tables write them: by code, by name, or by names one after the other (大理市喜洲镇周城村三组), within one place.
/// What follows the last name that is known, such as a group, is not looked at.
/// </summary>
internal sealed class PlaceFinder
{
    private const int MostKnown = 50_000, Longest = 60;
    private const long Ambiguous = -1;

    private static readonly string[] s_above = ["云南省", "云南", "大理白族自治州", "大理州"];

    private readonly FrozenDictionary<string, long> _within;
    private readonly FrozenDictionary<string, long> _all;
    private readonly Dictionary<string, PlaceFound> _known = [];
    private readonly PlaceCode _scope;
    private readonly BodyDirectory _directory;

    public PlaceFinder(BodyDirectory directory, PlaceCode scope)
    {
        (_directory, _scope) = (directory, scope);
        _within = Names(directory, directory.Places.Where(place => scope.Contains(place.Code)));
        _all = Names(directory, directory.Places);
    }

    public PlaceFound Find(string text)
    {
        text = PlaceNames.Plain(text);
        if (text.Length is 0 or > Longest)
            return new PlaceFound.Unknown();
        if (_known.TryGetValue(text, out var known))
            return known;
        var found = Look(text);
        if (_known.Count < MostKnown)
            _known[text] = found;
        return found;
    }

    private PlaceFound Look(string text)
    {
        if (PlaceCode.TryParse(text, out var code))
            return _directory.Place(code) is null ? new PlaceFound.Unknown() : _scope.Contains(code) ? new PlaceFound.One(code) : new PlaceFound.Outside();
        foreach (var above in s_above.Where(above => text.Length > above.Length + 1 && text.StartsWith(above, StringComparison.Ordinal)))
            text = text[above.Length..];
        // The longest name that the text begins with: elsewhere as well as here, so that a longer name elsewhere is not taken for a shorter one here.
        for (var length = text.Length; length >= 2; length--)
        {
            var name = text[..length];
            if (_within.TryGetValue(name, out var here))
                return here == Ambiguous ? new PlaceFound.Several() : new PlaceFound.One(PlaceCode.Of(here));
            if (_all.ContainsKey(name))
                return new PlaceFound.Outside();
        }

        return new PlaceFound.Unknown();
    }

    private static FrozenDictionary<string, long> Names(BodyDirectory directory, IEnumerable<Place> places)
    {
        var names = new Dictionary<string, long>();
        foreach (var place in places)
        {
            foreach (var name in Names(directory, place).Distinct())
                names[name] = names.TryGetValue(name, out var other) && other != place.Code.Value ? Ambiguous : place.Code.Value;
        }

        return names.ToFrozenDictionary();
    }

    /// <summary>The names of a place: by itself, and after those above it, each also without 村 or 社区 at its end.</summary>
    private static IEnumerable<string> Names(BodyDirectory directory, Place place)
    {
        var own = new List<string> { place.Name };
        if (place.Code.Level == PlaceLevel.Village)
        {
            foreach (var ending in new[] { "村", "社区" })
            {
                if (place.Name.Length > ending.Length + 1 && place.Name.EndsWith(ending, StringComparison.Ordinal))
                {
                    var stem = place.Name[..^ending.Length];
                    own.AddRange([stem, stem + "村委会", stem + "村民委员会", stem + "居委会", stem + "社区", stem + "村"]);
                }
            }
        }

        foreach (var name in own)
        {
            yield return name;
            var above = "";
            for (var code = place.Code.Parent; code is { Level: not PlaceLevel.Prefecture } at; code = at.Parent)
            {
                above = directory.Place(at)?.Name + above;
                yield return above + name;
            }

            // Villages after their county alone.
            if (place.Code.Level == PlaceLevel.Village && place.Code.Parent?.Parent is { } county)
                yield return directory.Place(county)?.Name + name;
        }
    }
}
