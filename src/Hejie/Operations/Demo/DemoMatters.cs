using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>
/// The matters of the demonstration: a year of them over the whole prefecture, and enough at the desks that are shown.
/// The same seed and the same present give the same matters.
/// </summary>
internal sealed class DemoMatters(Catalogue catalogue, BodyDirectory directory, DateTimeOffset now)
{
    public const int Usual = 3_000;
    public const ulong Seed = 532900;

    private const int Year = 365;

    /// <summary>How often a matter is tried for a place on a desk.</summary>
    private const int MostTries = 700;

    private readonly DemoWorld _world = new(catalogue, directory, now.ToOffset(LegalTime.Offset));
    private readonly DateOnly _today = LegalTime.DateOf(now);
    private readonly DemoPace _slow = DemoPace.Usual with { Late = 45 };
    private int _sought;

    private static readonly string[] s_nearby = ["宾川县", "祥云县"];

    public IReadOnlyList<MatterWalk> Make(int count = Usual, ulong seed = Seed)
    {
        var shown = Desks(seed).ToList();
        var walks = new List<MatterWalk>(count);
        for (var part = 0; walks.Count < count - shown.Count; part++)
        {
            var random = DemoRandom.For(seed, part);
            if (_world.Hours(random).Filing(_today.AddDays(-random.Below(Year))) is not { } at || at >= _world.Until)
                continue;
            var place = _world.Places.Pick(random);
            walks.Add(random.Chance(78) ? _world.Dispute(random, place, at, DemoPace.Usual) : _world.Request(random, place, at, DemoPace.Usual));
        }

        return [.. walks, .. shown];
    }

    /// <summary>What the desks hold that the demonstration's accounts open.</summary>
    private IEnumerable<MatterWalk> Desks(ulong seed)
    {
        var town = Named("喜洲镇", PlaceLevel.Township);
        var village = Named("喜洲村", PlaceLevel.Village);
        var city = Named("大理市", PlaceLevel.County);
        return Told(seed, village)
            .Concat(Committee(seed, town, PlaceLevel.Township, 1))
            .Concat(Centre(seed, town))
            .Concat(Committee(seed, village, PlaceLevel.Village, 2))
            .Concat(VillageCentre(seed, village))
            .Concat(Petitions(seed, city, 2))
            .Concat(s_nearby.SelectMany(name => Petitions(seed, Named(name, PlaceLevel.County), 1)))
            .Concat(Counties(seed))
            .Concat(QuickStories.All.Select((story, nth) => _world.Danger(DemoRandom.For(seed, -1_000_000 - nth), village, story)));
    }

    /// <summary>The matters whose tracking codes are shown to visitors.</summary>
    private IEnumerable<MatterWalk> Told(ulong seed, Place village)
    {
        foreach (var code in DemoCodes.All)
        {
            var told = Seek(seed, 1, random => code.Petition
                ? _world.Request(random, village, Ago(random, code.From, code.To), DemoPace.Usual, filer: DemoCode.Filer)
                : _world.Dispute(random, village, Ago(random, code.From, code.To), DemoPace.Usual with { Up = 0 }, DemoCode.Filer),
                walk => walk.State.Name == code.State && walk.State.Signatures.All(signature => signature.By != 1 || code.State != "signing"));
            foreach (var walk in told)
            {
                walk.Code = code.Code;
                yield return walk;
            }
        }
    }

    /// <summary>A mediation committee's desk: late, due today, sittings ahead, and every kind of work; less of it at smaller ones.</summary>
    private IEnumerable<MatterWalk> Committee(ulong seed, Place area, PlaceLevel level, int share)
    {
        var body = Serving(BodyKinds.MediationCommittee, level, area);
        IEnumerable<MatterWalk> Want(int count, string work, int from, int to, Due due, DemoPace? pace = null) =>
            Seek(seed, (count + share - 1) / share, random => Dispute(random, area, from, to, pace), walk => Waits(walk, body, work, due));
        return Want(3, "triage", 3, 9, Due.Late, _slow)
            .Concat(Want(3, "triage", 1, 6, Due.Today))
            .Concat(Want(7, "triage", 0, 2, Due.Later))
            .Concat(Want(3, "completion", 2, 12, Due.Later))
            .Concat(Want(2, "mediate", 33, 50, Due.Late, _slow))
            .Concat(Want(1, "mediate", 29, 36, Due.Today, _slow))
            .Concat(Want(7, "mediate", 3, 22, Due.Later))
            .Concat(Want(3, "sitting", 3, 20, Due.Tomorrow))
            .Concat(Want(3, "sitting", 3, 20, Due.NextWeek))
            .Concat(Want(3, "sign", 5, 25, Due.Later))
            .Concat(Want(2, "attest", 5, 25, Due.Later))
            .Concat(Want(4, "perform", 8, 35, Due.Later))
            .Concat(Want(1, "perform", 40, 75, Due.Late, _slow))
            .Concat(Want(3, "answer", 15, 50, Due.Later))
            .Concat(Want(1, "withdrawal", 1, 12, Due.Later));
    }

    /// <summary>The township centre: what was sent up to it, and what it supervises.</summary>
    private IEnumerable<MatterWalk> Centre(ulong seed, Place town)
    {
        var centre = Serving(BodyKinds.ServiceCentre, PlaceLevel.Township, town);
        var up = DemoPace.Usual with { Up = 80 };
        IEnumerable<MatterWalk> Want(int count, string work, int from, int to, Due due, DemoPace pace) =>
            Seek(seed, count, random => Dispute(random, town, from, to, pace), walk => Waits(walk, centre, work, due));
        return Want(4, "triage", 0, 6, Due.Any, up)
            .Concat(Want(4, "mediate", 4, 30, Due.Any, up))
            .Concat(Want(2, "sitting", 4, 25, Due.NextWeek, up))
            .Concat(Want(2, "perform", 15, 50, Due.Any, up))
            .Concat(Want(3, "overdue", 3, 12, Due.Any, _slow))
            .Concat(Want(1, "supervise", 20, 70, Due.Any, DemoPace.Usual));
    }

    private IEnumerable<MatterWalk> VillageCentre(ulong seed, Place village)
    {
        var centre = Serving(BodyKinds.ServiceCentre, PlaceLevel.Village, village);
        return Seek(seed, 3, random => _world.Dispute(random, village, Ago(random, 0, 25), DemoPace.Usual with { Aside = centre }), walk => Waits(walk, centre, null, Due.Any));
    }

    /// <summary>A county's petition office, and the bodies that handle petitions.</summary>
    private IEnumerable<MatterWalk> Petitions(ulong seed, Place county, int share)
    {
        var office = Serving(BodyKinds.PetitionOffice, PlaceLevel.County, county);
        IEnumerable<MatterWalk> Want(int body, int count, string? work, int from, int to, Due due, DemoPace pace, string? handler = null) => Seek(
            seed, count * share, random => _world.Request(random, Village(random, county), Ago(random, from, to), pace, handler), walk => Waits(walk, body, work, due));
        var wanted = Want(office, 3, "triage", 0, 10, Due.Later, DemoPace.Usual)
            .Concat(Want(office, 1, "triage", 14, 16, Due.Today, _slow))
            .Concat(Want(office, 1, "triage", 16, 26, Due.Late, _slow))
            .Concat(Want(office, 1, "objection", 3, 20, Due.Any, DemoPace.Usual))
            .Concat(Want(office, 1, "completion", 2, 14, Due.Any, DemoPace.Usual))
            .Concat(Want(office, 1, "withdrawal", 1, 20, Due.Any, DemoPace.Usual))
            .Concat(Want(office, 2, "handle", 5, 55, Due.Later, DemoPace.Usual))
            .Concat(Want(office, 1, "answer", 20, 60, Due.Any, DemoPace.Usual));
        foreach (var kind in (string[])["human-resources", "natural-resources", "civil-affairs", "police", "environment"])
        {
            var body = Serving(kind, PlaceLevel.County, county);
            wanted = wanted.Concat(Want(body, 2, "accept", 2, 18, Due.Later, DemoPace.Usual, kind))
                .Concat(Want(body, 2, "handle", 8, 60, Due.Later, DemoPace.Usual, kind))
                .Concat(Want(body, 1, "handle", 62, 100, Due.Late, _slow, kind));
        }

        return wanted;
    }

    /// <summary>The prefecture's bodies and the counties' centres.</summary>
    private IEnumerable<MatterWalk> Counties(ulong seed)
    {
        var whole = directory.Prefecture;
        var office = Serving(BodyKinds.PetitionOffice, PlaceLevel.Prefecture, whole);
        var up = DemoPace.Usual with { Up = 90 };
        IEnumerable<MatterWalk> Want(int body, int count, int from, int to, string? handler = null) => Seek(
            seed, count, random => _world.Request(random, Any(random), Ago(random, from, to), DemoPace.Usual, handler), walk => Waits(walk, body, null, Due.Any));
        var wanted = Want(office, 5, 0, 40).Concat(JusticeOffice(seed));
        foreach (var kind in (string[])["court", "procuratorate"])
            wanted = wanted.Concat(Want(Serving(kind, PlaceLevel.Prefecture, whole), 6, 2, 50, kind)).Concat(Want(Serving(kind, PlaceLevel.County, Named("大理市", PlaceLevel.County)), 6, 2, 50, kind));
        wanted = wanted.Concat(Want(Serving("justice-bureau", PlaceLevel.County, Named("大理市", PlaceLevel.County)), 7, 2, 50, "justice-bureau"));
        foreach (var name in (string[])["大理市", "宾川县", "祥云县"])
        {
            var county = Named(name, PlaceLevel.County);
            var centre = Serving(BodyKinds.ServiceCentre, PlaceLevel.County, county);
            wanted = wanted.Concat(Seek(seed, 11, random => _world.Dispute(random, county, Ago(random, 0, 35), DemoPace.Usual), walk => Waits(walk, centre, null, Due.Any)))
                .Concat(Seek(seed, 1, random => _world.Dispute(random, county, Ago(random, 3, 20), DemoPace.Usual), walk => Waits(walk, centre, "sitting", Due.NextWeek)));
        }

        var top = Serving(BodyKinds.ServiceCentre, PlaceLevel.Prefecture, whole);
        return wanted.Concat(Seek(seed, 8, random => _world.Dispute(random, Named("大理市", PlaceLevel.County), Ago(random, 0, 30), up), walk => Waits(walk, top, null, Due.Any)));
    }

    /// <summary>What the petition office hands to the township's justice office: advice and answers on the law.</summary>
    private IEnumerable<MatterWalk> JusticeOffice(ulong seed)
    {
        var town = Named("喜洲镇", PlaceLevel.Township);
        var office = Serving("justice-office", PlaceLevel.Township, town);
        return Seek(seed, 6, random => _world.Request(
            random, random.Pick([.. directory.Within(town.Code)]), Ago(random, 2, 45), DemoPace.Usual with { Aside = office }, "justice-bureau"),
            walk => Waits(walk, office, null, Due.Any));
    }

    /// <summary>Tries matters until enough fit.</summary>
    private IEnumerable<MatterWalk> Seek(ulong seed, int count, Func<DemoRandom, MatterWalk> make, Func<MatterWalk, bool> fits)
    {
        var part = ++_sought * 1_000_000L;
        var found = 0;
        for (var tried = 0; tried < MostTries && found < count; tried++)
        {
            var walk = make(DemoRandom.For(seed, part + tried));
            if (fits(walk))
            {
                found++;
                yield return walk;
            }
        }
    }

    private MatterWalk Dispute(DemoRandom random, Place area, int from, int to, DemoPace? pace)
    {
        var own = area.Code.Level == PlaceLevel.Village || random.Chance(40);
        var place = own ? area : random.Pick([.. directory.Within(area.Code)]);
        return _world.Dispute(random, place, Ago(random, from, to), (pace ?? DemoPace.Usual) with { Up = own ? 0 : 100 });
    }

    private Place Village(DemoRandom random, Place county)
    {
        var township = random.Pick([.. directory.Within(county.Code)]);
        return random.Pick([.. directory.Within(township.Code)]);
    }

    private Place Any(DemoRandom random) => _world.Places.Pick(random);

    private DateTimeOffset Ago(DemoRandom random, int from, int to)
    {
        var hours = _world.Hours(random);
        for (var tried = 0; tried < 20; tried++)
        {
            if (hours.Filing(_today.AddDays(-random.Between(from, to))) is { } at && at < _world.Until)
                return at;
        }

        return _world.Until.AddMinutes(-random.Between(5, 60));
    }

    private bool Waits(MatterWalk walk, int body, string? kind, Due due)
    {
        foreach (var work in walk.State.Work)
        {
            if (work.Body == body && (kind is null || work.Kind == kind) && Is(work.Due, due))
                return true;
        }

        return false;
    }

    private bool Is(long? due, Due wanted)
    {
        if (wanted == Due.Any)
            return true;
        if (due is not { } micros)
            return false;
        var days = LegalTime.DateOf(LegalTime.Instant(micros)).DayNumber - _today.DayNumber;
        return wanted switch
        {
            Due.Late => days < 0,
            Due.Today => days == 0,
            Due.Tomorrow => days == 1,
            Due.NextWeek => days is >= 2 and <= 8,
            _ => days > 0,
        };
    }

    private Place Named(string name, PlaceLevel level) =>
        directory.Named(name, 20).First(place => place.Code.Level == level && place.Name == name);

    private int Serving(string kind, PlaceLevel level, Place place) => directory.Serving(kind, level, place.Code)
        ?? throw new InvalidOperationException($"{place.Name} has no body of the kind {kind}.");

    private enum Due
    {
        Any,
        Late,
        Today,
        Tomorrow,
        NextWeek,
        Later,
    }
}
