using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>A small prefecture: two counties, two villages in the first, and the bodies that serve them.</summary>
internal sealed class Prefecture : IBodies
{
    internal static readonly PlaceCode Whole = PlaceCode.Parse("532900"), City = PlaceCode.Parse("532901"), Xizhou = PlaceCode.Parse("532901102000"),
        Village = PlaceCode.Parse("532901102201"), NextVillage = PlaceCode.Parse("532901102202"), Yangbi = PlaceCode.Parse("532922");

    internal const int Centre = 1, CityCentre = 2, TownCentre = 3, VillageCentre = 4, TownCommittee = 5, Committee = 6, NextCommittee = 7,
        PetitionOffice = 8, CityPetitionOffice = 9, Police = 10, CityPolice = 11, Station = 12, Bureau = 13, CityBureau = 14, JusticeOffice = 15,
        Court = 16, CityCourt = 17, Welfare = 18, CityWelfare = 19, YangbiCentre = 20, YangbiPolice = 21, CityLand = 31, CityLabour = 32;

    internal const int Procuratorate = 22, CityProcuratorate = 23, Environment = 24, CityEnvironment = 25;

    private static readonly Role[] s_office = [Role.DutyOfficer, Role.Liaison, Role.Lead];
    private static readonly Role[] s_mediating = [.. s_office, Role.Mediator];
    private static readonly Role[] s_centre = [Role.DutyOfficer, Role.Lead, Role.Mediator, Role.GridWorker, Role.Clerk, Role.Analyst, Role.Auditor, Role.Administrator];
    private static readonly Role[] s_committee = [Role.DutyOfficer, Role.Mediator, Role.Mediator, Role.Lead];

    private static readonly Dictionary<int, (string Kind, PlaceCode Place, int? Superior, Role[] Posts)> s_bodies = new()
    {
        [Centre] = ("service-centre", Whole, null, s_centre),
        [CityCentre] = ("service-centre", City, Centre, s_centre),
        [TownCentre] = ("service-centre", Xizhou, CityCentre, s_centre),
        [VillageCentre] = ("service-centre", Village, TownCentre, s_centre),
        [TownCommittee] = ("mediation-committee", Xizhou, TownCentre, s_committee),
        [Committee] = ("mediation-committee", Village, TownCommittee, s_committee),
        [NextCommittee] = ("mediation-committee", NextVillage, TownCommittee, s_committee),
        [PetitionOffice] = ("petition-office", Whole, Centre, s_office),
        [CityPetitionOffice] = ("petition-office", City, PetitionOffice, s_office),
        [Police] = ("police", Whole, Centre, s_office),
        [CityPolice] = ("police", City, Police, s_office),
        [Procuratorate] = ("procuratorate", Whole, null, s_office),
        [CityProcuratorate] = ("procuratorate", City, Procuratorate, s_office),
        [Environment] = ("environment", Whole, Centre, s_office),
        [CityEnvironment] = ("environment", City, Environment, s_office),
        [Station] = ("police-station", Xizhou, CityPolice, s_office),
        [Bureau] = ("justice-bureau", Whole, Centre, s_mediating),
        [CityBureau] = ("justice-bureau", City, Bureau, s_mediating),
        [JusticeOffice] = ("justice-office", Xizhou, CityBureau, s_mediating),
        [Court] = ("court", Whole, null, s_mediating),
        [CityCourt] = ("court", City, Court, s_mediating),
        [Welfare] = ("civil-affairs", Whole, Centre, s_mediating),
        [CityWelfare] = ("civil-affairs", City, Welfare, s_mediating),
        [YangbiCentre] = ("service-centre", Yangbi, Centre, s_centre),
        [YangbiPolice] = ("police", Yangbi, Police, s_office),
        [CityLand] = ("natural-resources", City, CityCentre, s_mediating),
        [CityLabour] = ("human-resources", City, CityCentre, s_mediating),
    };

    internal static IReadOnlyList<int> All { get; } = [.. s_bodies.Keys];

    /// <summary>Everyone who works anywhere.</summary>
    internal static IReadOnlyList<Actor.Staff> Everyone { get; } =
        [.. s_bodies.SelectMany(body => body.Value.Posts.Select((role, index) => new Actor.Staff(body.Key, body.Key * 100 + index, role)))];

    /// <summary>A post of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="role">Its role.</param>
    /// <param name="another">The second post of this role.</param>
    internal static Actor.Staff At(int body, Role role, bool another = false) =>
        Everyone.Where(staff => staff.Body == body && staff.Role == role).ElementAt(another ? 1 : 0);

    public int? SuperiorOf(int body) => s_bodies[body].Superior;

    public bool IsAtOrUnder(int body, int ancestor) => body == ancestor || (SuperiorOf(body) is { } above && IsAtOrUnder(above, ancestor));

    public string? KindOf(int body) => s_bodies.TryGetValue(body, out var found) ? found.Kind : null;

    public PlaceLevel LevelOf(int body) => s_bodies[body].Place.Level;

    public int CountyOf(int body) => s_bodies[body].Place.County;

    public int? Serving(string kind, PlaceLevel level, PlaceCode place) => s_bodies
        .Where(body => body.Value.Kind == kind && body.Value.Place.Level == level && body.Value.Place.Contains(place))
        .Select(body => (int?)body.Key).FirstOrDefault();

    public bool IsPost(int post, int body, Role? role) =>
        Everyone.Any(staff => staff.Post == post && staff.Body == body && (role is null || staff.Role == role));

    public bool IsPlace(PlaceCode place) => place == Whole || place == City || place == Xizhou || place == Village || place == NextVillage || place == Yangbi;
}
