using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Operations;

namespace Hejie.Fuzz;

/// <summary>What inputs are checked against: the shipped catalogue, and the prefecture that an installation begins with.</summary>
internal static class World
{
    private static readonly Lazy<Catalogue> s_catalogue = new(() => Catalogue.Read(Roots.Catalogue));
    private static readonly Lazy<BodyDirectory> s_directory = new(ReadDirectory);

    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public static Catalogue Catalogue => s_catalogue.Value;

    public static BodyDirectory Directory => s_directory.Value;

    private static BodyDirectory ReadDirectory()
    {
        var places = SetUpPrefecture.Places(File.ReadAllText(Path.Combine(Roots.Catalogue, "places", "dali.csv")));
        var bodies = SetUpPrefecture.Bodies(places);
        return new BodyDirectory(places, bodies, SetUpPrefecture.Posts(bodies));
    }
}
