using CsCheck;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>
/// Many bodies move matters, in any order, in one county and across counties: none is ever without an owner or has two, no date
/// passes without an entry, nobody is passed round, and no body of another county has a part in any: what concerns two
/// counties goes through a body of the prefecture.
/// </summary>
public sealed class ReferralModelTests
{
    private const int Moves = 100;

    private static readonly string[] s_kinds = ["people-mediation", "administrative-mediation", "petition", "service-request", "incident", "help-request", "environment-report"];

    private static long Lives => Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 1_000 : 10;

    private const int InCity = 3, InYangbi = 4, InPrefecture = 5;

    private static readonly PlaceCode[] s_places = [Prefecture.Village, Prefecture.NextVillage, Prefecture.Xizhou, Prefecture.City, Prefecture.Yangbi, Prefecture.Whole];

    private sealed record Life(int Procedure, int Place, int Seed);

    private static readonly Gen<Life> s_lives = Gen.Select(Gen.Int[0, s_kinds.Length - 1], Gen.Int[0, InCity], Gen.Int, (procedure, place, seed) => new Life(procedure, place, seed));

    [Fact]
    public void A_matter_has_one_owner_and_no_date_passes_in_silence_whoever_is_called() => s_lives.Sample(life =>
    {
        var random = new Random(life.Seed);
        var tale = Begin(life, random);
        for (var moves = 0; moves < Moves; moves++)
        {
            if (tale.Procedure.States[tale.State.Name].IsFinal)
                tale = Begin(life, random);
            Move(tale, random);
            if (random.Next(4) == 0)
                Nights(tale, random.Next(1, 9));
            Holds(tale);
        }
    }, iter: Lives, threads: 2);

    [Fact]
    public void Matters_of_two_counties_and_of_the_prefecture_go_side_by_side_and_none_meets_a_body_of_another_county() => s_lives.Sample(life =>
    {
        var random = new Random(life.Seed);
        Life[] lives = [.. new[] { InCity, InYangbi, InPrefecture }.Select((place, nth) => new Life((life.Procedure + nth) % s_kinds.Length, place, life.Seed))];
        Tale[] tales = [.. lives.Select(one => Begin(one, random))];
        for (var moves = 0; moves < Moves; moves++)
        {
            var at = random.Next(tales.Length);
            if (tales[at].Procedure.States[tales[at].State.Name].IsFinal)
                tales[at] = Begin(lives[at], random);
            Move(tales[at], random);
            if (random.Next(6) == 0)
            {
                var nights = random.Next(1, 9);
                foreach (var tale in tales)
                    Nights(tale, nights);
            }

            foreach (var tale in tales)
                Holds(tale);
        }
    }, iter: Lives, threads: 2);

    private static Tale Begin(Life life, Random random) => Tale.Filed(s_kinds[life.Procedure], parties: random.Next(1, 3), place: s_places[life.Place]);

    /// <summary>A move about a referral three times out of four, any other else.</summary>
    private static void Move(Tale tale, Random random)
    {
        var bodies = tale.State.Work.Select(work => work.Body).Append(tale.State.Owner).ToHashSet();
        var open = Prefecture.Everyone.Where(staff => bodies.Contains(staff.Body))
            .SelectMany(staff => Interpreter.Open(tale.Procedure, tale.State, staff, tale.Circumstances).Select(move => (Staff: staff, Move: move))).ToList();
        var about = open.Where(pair => pair.Move.Refers != Refers.Nothing).ToList();
        var from = about.Count > 0 && random.Next(4) > 0 ? about : open;
        if (from.Count > 0 && from[random.Next(from.Count)] is var (who, what) && tale.TryAny(who, what, random) is Outcome.Applied applied)
            tale.Take(applied);
    }

    private static void Nights(Tale tale, int nights)
    {
        var before = tale.Journal.Count;
        var running = tale.State.Clocks.Where(clock => clock.Status == ClockStatus.Running).ToList();
        tale.Days(nights);
        var passed = tale.Journal.Skip(before).SelectMany(effects => effects).OfType<Effect.ClockChanged>().Where(clock => clock.Status == ClockStatus.Passed).Select(clock => clock.Name).ToHashSet();
        foreach (var clock in running.Where(clock => clock.Due < tale.Today && !tale.Procedure.States[tale.State.Name].IsFinal))
            (passed.Contains(clock.Name) || tale.Clock(clock.Name).Status == ClockStatus.Stopped).ShouldBeTrue(clock.Name + " passed in silence");
    }

    private static void Holds(Tale tale)
    {
        var state = tale.State;
        Tale.Bodies.KindOf(state.Owner).ShouldNotBeNull();
        var owned = tale.Journal.SelectMany(effects => effects).OfType<Effect.Owned>().Last();
        owned.Body.ShouldBe(state.Owner);
        state.Clocks.ShouldAllBe(clock => clock.Status != ClockStatus.Running || clock.Due >= tale.Today);
        if (!tale.Procedure.States[state.Name].IsFinal)
            state.Work.Count(work => work.OfState && work.Body == state.Owner && work.Due != null).ShouldBe(1);
        foreach (var referral in state.Referrals.Where(referral => referral.IsOpen(state)))
        {
            state.Work.Single(work => work.Number == referral.Work).Due.ShouldNotBeNull();
            if (!referral.Decided)
                referral.Bodies.Distinct().Count().ShouldBe(referral.Bodies.Count(), "a circle");
        }

        var county = PlaceCode.Of(state.Place).County;
        state.Work.Select(work => work.Body).Concat(state.Referrals.SelectMany(referral => referral.Bodies)).Append(state.Owner)
            .ShouldAllBe(body => Tale.Bodies.CountyOf(body) == county || Tale.Bodies.LevelOf(body) == PlaceLevel.Prefecture);
        Tale.Text(tale.Journal.Aggregate(MatterState.Empty, (folded, effects) => folded.After(effects))).ShouldBe(Tale.Text(state));
    }
}
