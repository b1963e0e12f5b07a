using CsCheck;
using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Competences;
using Hejie.Rules.Places;

namespace Hejie.Tests.Bodies;

/// <summary>Nothing is without somebody: of every place and kind exactly one body answers, and where it is another than the competent one, the list says so.</summary>
public sealed class GapTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly Catalogue s_catalogue = Catalogue.Read(Roots.Catalogue);
    private static readonly IReadOnlyList<Competence> s_competences = [.. s_catalogue.Competence.All(s_catalogue.Procedures, s_day)];

    [Fact]
    public void Every_place_and_kind_falls_to_exactly_one_body_that_exists_and_answers() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var world = World(seed);
            foreach (var (competence, place) in s_competences.SelectMany(_ => world.Places, (competence, place) => (competence, place)))
            {
                if (!competence.At(place.Code).Any())
                    continue;
                var found = Gaps.Resolve(world, competence, place.Code, s_day).ShouldNotBeNull();
                world.Body(found.Body).ShouldNotBeNull("a closed body answers for nothing");
                (world.Answers(found.Body, s_day) || world.SuperiorOf(found.Body) is null).ShouldBeTrue();
                if (found.Why is null)
                    found.Body.ShouldBe(found.Expected!.Value);
                if (found is not { Why: not null, Expected: { } expected })
                    continue;
                // The nearest: none between them answers.
                var chain = world.Chain(expected).ToList();
                chain.ShouldContain(found.Body);
                chain.TakeWhile(at => at != found.Body).ShouldAllBe(at => !world.Answers(at, s_day));
            }
        },
        iter: 60);

    [Fact]
    public void The_list_is_exactly_what_was_resolved_upward() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var world = World(seed);
            var listed = Gaps.All(world, s_competences, s_day);
            listed.Select(gap => (gap.Place, gap.Procedure, gap.Kind)).Distinct().Count().ShouldBe(listed.Count);
            listed.ShouldAllBe(gap => world.Body(gap.FallsTo) != null);
            var resolved = s_competences.SelectMany(_ => world.Places, (competence, place) => (competence, place))
                .Where(pair => Gaps.Resolve(world, pair.competence, pair.place.Code, s_day)?.Why is not null)
                .Select(pair => (Up(pair.place.Code, pair.competence.At(pair.place.Code).First().Level), pair.competence.Procedure, pair.competence.Matter)).ToHashSet();
            listed.Select(gap => (gap.Place, gap.Procedure, gap.Kind)).ToHashSet().ShouldBe(resolved, ignoreOrder: true);
        },
        iter: 60);

    [Fact]
    public void Where_everybody_is_there_nothing_is_missing()
    {
        var places = SetUpPrefecture.Places(File.ReadAllText(Path.Combine(Roots.Catalogue, "places", "dali.csv")));
        var bodies = SetUpPrefecture.Bodies(places);
        Gaps.All(new BodyDirectory(places, bodies, SetUpPrefecture.Posts(bodies)), s_competences, s_day).ShouldBeEmpty();
    }

    [Fact]
    public void A_post_that_stands_in_is_there_itself_and_of_the_same_body_or_of_one_above() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var world = World(seed);
            foreach (var away in world.AwayOn(s_day))
            {
                foreach (var other in world.StandIns(away, s_day))
                {
                    other.Id.ShouldNotBe(away.Id);
                    world.LeaveOn(other.Id, s_day).ShouldBeNull();
                    world.Chain(away.Body).ShouldContain(other.Body);
                    world.StandsFor(other.Id, s_day).ShouldContain(away);
                }
            }
        },
        iter: 200);

    private static PlaceCode Up(PlaceCode place, PlaceLevel level)
    {
        while (place.Level > level)
            place = place.Parent!.Value;
        return place;
    }

    /// <summary>A prefecture of one county, with bodies missing and closed, and posts away, as the seed has it; its own centre alone is always there.</summary>
    private static BodyDirectory World(int seed)
    {
        var random = new Random(seed);
        var places = new List<PlaceRow>();
        foreach (var text in new[] { "5329", "532901", "532901001000", "532901001001", "532901001002", "532901002000", "532901002001" })
        {
            var code = PlaceCode.Parse(text);
            places.Add(new PlaceRow { Code = code.Value, Name = text, Level = code.Level });
        }

        var bodies = SetUpPrefecture.Bodies(places);
        var top = bodies.Single(body => body.Kind == BodyKinds.ServiceCentre && PlaceCode.Of(body.Place).Level == PlaceLevel.Prefecture);
        var posts = SetUpPrefecture.Posts(bodies).Where(_ => random.Next(10) > 0).ToList();
        foreach (var body in bodies.Where(body => body != top && random.Next(4) == 0))
            body.Until = s_day.AddDays(-1);
        var leaves = posts.Where(_ => random.Next(4) == 0).Select(post => new LeaveRow
        {
            Id = new Guid(post.Id, 0, 0, new byte[8]),
            Post = post.Id,
            Substitute = random.Next(2) == 0 ? posts.Where(other => other.Body == post.Body && other.Id != post.Id).Select(other => (int?)other.Id).FirstOrDefault() : null,
            From = s_day.AddDays(-random.Next(3)),
            Until = s_day.AddDays(random.Next(3)),
        }).ToList();
        return new BodyDirectory(places, bodies, posts, [], leaves);
    }
}
