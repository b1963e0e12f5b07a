using Hejie.Rules.Places;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>
/// The smallest prefecture in which a procedure can show all that it does: a village with all that lies above it, and of each
/// kind of body that the procedure names one at every level at which it names it. Every body has every post twice.
/// </summary>
internal sealed class ModelPrefecture : IBodies
{
    /// <summary>Where matters are filed.</summary>
    public static readonly PlaceCode Village = PlaceCode.Parse("532901102201");

    private const string Centre = "service-centre";

    private static readonly Dictionary<PlaceLevel, PlaceCode> s_places = new()
    {
        [PlaceLevel.Prefecture] = PlaceCode.Parse("532900"),
        [PlaceLevel.County] = PlaceCode.Parse("532901"),
        [PlaceLevel.Township] = PlaceCode.Parse("532901102000"),
        [PlaceLevel.Village] = Village,
    };

    /// <summary>Kinds that have nobody above them but their own.</summary>
    private static readonly string[] s_independent = ["court", "procuratorate"];

    private readonly List<(string Kind, PlaceLevel Level)> _bodies;
    private readonly int?[] _superiors;

    public ModelPrefecture(Procedure procedure)
    {
        var opened = procedure.Moves.Values.SelectMany(move => move.Opens).Concat(procedure.Opening.Opens).Select(work => work.At).OfType<Route>();
        var named = procedure.Routes.Concat(opened).Select(route => (route.BodyKind, route.Level));
        var receiving = procedure.Moves.Values.Where(move => move.Refers == Refers.Nothing).SelectMany(move => move.Form).SelectMany(field => field.Kinds)
            .SelectMany(kind => new[] { (kind, PlaceLevel.County), (kind, PlaceLevel.Prefecture) });
        _bodies = [.. named.Concat(receiving).Append((Centre, PlaceLevel.County)).Append((Centre, PlaceLevel.Prefecture)).Distinct().Order()];
        _superiors = [.. All.Select(FindSuperior)];
    }

    public IEnumerable<int> All => Enumerable.Range(1, _bodies.Count);

    /// <summary>A post of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="role">Its role.</param>
    /// <param name="second">The second post of this role.</param>
    public static Actor.Staff Post(int body, Role role, bool second = false) => new(body, PostOf(body, role, second), role);

    public int? SuperiorOf(int body) => _superiors[body - 1];

    public bool IsAtOrUnder(int body, int ancestor) => body == ancestor || (SuperiorOf(body) is { } above && IsAtOrUnder(above, ancestor));

    public string? KindOf(int body) => body >= 1 && body <= _bodies.Count ? Of(body).Kind : null;

    public PlaceLevel LevelOf(int body) => Of(body).Level;

    public int? Serving(string kind, PlaceLevel level, PlaceCode place) =>
        s_places[level].Contains(place) && _bodies.IndexOf((kind, level)) is var index and >= 0 ? index + 1 : null;

    public int CountyOf(int body) => s_places[Of(body).Level].County;

    public bool IsPost(int post, int body, Role? role) =>
        role is not { } asked || post == PostOf(body, asked, second: false) || post == PostOf(body, asked, second: true);

    public bool IsPlace(PlaceCode place) => s_places.ContainsValue(place);

    /// <summary>How many bodies lie above one.</summary>
    public int DepthOf(int body) => SuperiorOf(body) is { } above ? DepthOf(above) + 1 : 0;

    private (string Kind, PlaceLevel Level) Of(int body) => _bodies[body - 1];

    private int? FindSuperior(int body)
    {
        var (kind, level) = Of(body);
        var own = All.Where(other => Of(other).Kind == kind && Of(other).Level < level).OrderByDescending(other => Of(other).Level).Select(other => (int?)other).FirstOrDefault();
        return own ?? (s_independent.Contains(kind) || kind == Centre ? null
            : All.Where(other => Of(other).Kind == Centre && (Of(other).Level < level || level == PlaceLevel.Prefecture))
                .OrderByDescending(other => Of(other).Level).Select(other => (int?)other).First());
    }

    private static int PostOf(int body, Role role, bool second) => (body * 100) + ((int)role * 2) + (second ? 1 : 0);
}
