using Hejie.Bodies;

namespace Hejie.Operations.Demo;

/// <summary>Where matters come from: counties about as people live there, towns more than hills, some from the town itself.</summary>
internal sealed class DemoPlaces
{
    /// <summary>Residents in tens of thousands by the census of 2020; Dali city, Xiangyun and Binchuan first in use, and so a little more.</summary>
    private static readonly Dictionary<int, int> s_people = new()
    {
        [532901] = 95,
        [532922] = 10,
        [532923] = 50,
        [532924] = 42,
        [532925] = 28,
        [532926] = 18,
        [532927] = 27,
        [532928] = 16,
        [532929] = 18,
        [532930] = 25,
        [532931] = 16,
        [532932] = 24,
    };

    private readonly List<(Township Choice, int Weight)> _townships = [];

    public DemoPlaces(BodyDirectory directory)
    {
        foreach (var county in directory.Within(directory.Prefecture.Code))
        {
            var townships = directory.Within(county.Code).ToList();
            for (var index = 0; index < townships.Count; index++)
            {
                // The first of a county is its seat; towns and districts of a city hold more than hill townships.
                var weight = index == 0 ? 5 : townships[index].Name.EndsWith('镇') || townships[index].Name.EndsWith("街道", StringComparison.Ordinal) ? 3 : 1;
                _townships.Add((new Township(townships[index], [.. directory.Within(townships[index].Code)]), weight * s_people.GetValueOrDefault(county.Code.County, 10)));
            }
        }
    }

    public Place Pick(DemoRandom random)
    {
        var township = random.Weighted(_townships);
        return township.Villages.Length == 0 || random.Chance(4) ? township.Place : random.Pick(township.Villages);
    }

    private sealed record Township(Place Place, Place[] Villages);
}
