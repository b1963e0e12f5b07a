using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Bodies;

/// <summary>
/// What a post may see and do. It is resolved before any query and goes into its SQL, so that a list, its count and a
/// single page agree, and what is outside is not found at all.
/// </summary>
/// <param name="Account">The account.</param>
/// <param name="Post">The post.</param>
/// <param name="Body">The post's body.</param>
/// <param name="Chain">The body and all above it: a matter about one of these is never in scope (safeguard 4).</param>
/// <param name="Closed">The restricted procedures that are not open to the post's role: their matters are never in scope.</param>
/// <param name="ClosedKinds">The restricted kinds of matters that are not, each as <c>procedure/kind</c>.</param>
internal sealed record Scope(int Account, Post Post, Body Body, IReadOnlyList<int> Chain, IReadOnlyList<string> Closed, IReadOnlyList<string> ClosedKinds)
{
    /// <summary>
    /// The post that does the work: the post itself, or the one that stands in while it is away. The journal names it, so
    /// that who stands in is never taken for a second pair of eyes.
    /// </summary>
    public Post By { get; init; } = Post;

    /// <summary>Whether the post's work is done by another that stands in for it.</summary>
    public bool StandsIn => By.Id != Post.Id;

    public Actor.Staff Actor => new(Body.Id, By.Id, Post.Role);

    /// <summary>Whether the body works in all counties, as those of the prefecture do.</summary>
    public bool AcrossCounties => Body.Place.Level == PlaceLevel.Prefecture;

    /// <summary>A kind of matters as <see cref="ClosedKinds"/> names it.</summary>
    public static string KindOf(string procedure, string kind) => procedure + "/" + kind;

    /// <summary>Whether a procedure, or a kind within it, is hidden from the post.</summary>
    public bool IsClosed(string procedure, string? kind) => Closed.Contains(procedure) || (kind is not null && ClosedKinds.Contains(KindOf(procedure, kind)));

    /// <summary>Whether the post opens matters at all: analysts, auditors and administrators do not.</summary>
    public bool OpensMatters => Permissions.OpensMatters(Post.Role);

    /// <summary>The village whose grid cells the post keeps: its own, if it leads the village's service centre or is on duty there.</summary>
    public PlaceCode? KeepsCellsOf =>
        Permissions.KeepsCells(Post.Role) && Body.Kind.Code == BodyKinds.ServiceCentre && Body.Place.Level == PlaceLevel.Village ? Body.Place : null;

    /// <summary>Whether the post makes rounds: in a service centre alone, so that no post of the police or of a procuratorate does (safeguard 5).</summary>
    public bool MakesRounds => Permissions.MakesRounds(Post.Role) && Body.Kind.Code == BodyKinds.ServiceCentre;

    /// <summary>The matters of a county in scope: those the body has, those where work waits on it, and those of the area it oversees.</summary>
    public IQueryable<MatterRow> Matters(HejieDb db, int county) =>
        Within(db.Matters.Where(matter => matter.County == county), db.Work.Where(work => work.County == county), county);

    /// <summary>The matters in scope of several counties; of those in which the body does not work there are none.</summary>
    public IQueryable<MatterRow> Matters(HejieDb db, IReadOnlyList<int> counties)
    {
        counties = AcrossCounties ? counties : [.. counties.Where(county => county == Body.Place.County)];
        return Within(db.Matters.Where(matter => counties.Contains(matter.County)), db.Work.Where(work => counties.Contains(work.County)), Body.Place.County);
    }

    /// <summary>Whether the post has matters of its area in scope that its body does not have itself.</summary>
    public bool OverseesArea => Overseen.Count > 0;

    /// <summary>
    /// One matter, if it is in scope. Its work is named by the id too: else the database gathers all that waits on the
    /// body, a whole desk, to answer for one matter.
    /// </summary>
    public IQueryable<MatterRow> Matter(HejieDb db, int county, Guid id) => Within(
        db.Matters.Where(matter => matter.County == county && matter.Id == id),
        db.Work.Where(work => work.County == county && work.Matter == id), county);

    /// <summary>Whether the body works on a matter, and so may open what is sealed: it has it, or work in it waits on it.</summary>
    public bool WorksOn(MatterState state) => state.Owner == Body.Id || state.Work.Any(work => work.Body == Body.Id);

    private IQueryable<MatterRow> Within(IQueryable<MatterRow> matters, IQueryable<WorkRow> waiting, int county)
    {
        if (!OpensMatters || (!AcrossCounties && county != Body.Place.County))
            return matters.Where(_ => false);

        var chain = Chain;
        var body = Body.Id;
        matters = matters.Where(matter => matter.About == null || !chain.Contains(matter.About.Value));
        var closed = Closed;
        if (closed.Count > 0)
            matters = matters.Where(matter => !closed.Contains(matter.Procedure));
        var closedKinds = ClosedKinds;
        if (closedKinds.Count > 0)
            matters = matters.Where(matter => !matter.Restricted || !closedKinds.Contains(matter.Procedure + "/" + matter.Kind));
        var (from, to) = (Body.Place.First.Value, Body.Place.Next.Value);
        var overseen = Overseen;
        return overseen.Count == 0
            ? matters.Where(matter => matter.Owner == body || waiting.Any(work => work.County == matter.County && work.Matter == matter.Id && work.Body == body))
            : matters.Where(matter => matter.Owner == body
                || (matter.Place >= from && matter.Place < to && overseen.Contains(matter.Procedure))
                || waiting.Any(work => work.County == matter.County && work.Matter == matter.Id && work.Body == body));
    }

    /// <summary>The procedures whose matters in its area the post may open, though its body has them not.</summary>
    public IReadOnlyList<string> Overseen =>
        Permissions.Oversees(Post.Role) ? Body.Kind.Oversees ?? [] : [];
}
