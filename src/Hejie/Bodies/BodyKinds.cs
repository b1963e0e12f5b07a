using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Bodies;

/// <summary>A kind of body.</summary>
/// <param name="Code">The stable code, as procedures name it.</param>
/// <param name="Title">Its name.</param>
/// <param name="Suffix">What follows the place in a body's Chinese name.</param>
/// <param name="Levels">The levels at which there is one for every place.</param>
/// <param name="Posts">The posts of each.</param>
/// <param name="Superior">The kind of the body above at the next level up; its own kind where null.</param>
/// <param name="Independent">Whether its chain ends with its own kind, as that of courts and procuratorates does.</param>
/// <param name="Oversees">The procedures whose matters in its area its duty officers and leads may open; null for none.</param>
internal sealed record BodyKind(
    string Code,
    Words Title,
    string Suffix,
    IReadOnlyList<PlaceLevel> Levels,
    IReadOnlyList<Role> Posts,
    string? Superior = null,
    bool Independent = false,
    IReadOnlyList<string>? Oversees = null)
{
    /// <summary>Whether it can compel people, as police and procuratorates can: then it holds no grid post (safeguard 5).</summary>
    public bool Compels { get; init; }
}

/// <summary>The closed list of kinds of body.</summary>
internal static class BodyKinds
{
    public const string ServiceCentre = "service-centre";
    public const string MediationCommittee = "mediation-committee";
    public const string PetitionOffice = "petition-office";

    private static readonly PlaceLevel[] s_four = [PlaceLevel.Prefecture, PlaceLevel.County, PlaceLevel.Township, PlaceLevel.Village];
    private static readonly PlaceLevel[] s_upper = [PlaceLevel.Prefecture, PlaceLevel.County];
    private static readonly Role[] s_office = [Role.DutyOfficer, Role.Liaison, Role.Lead];
    private static readonly Role[] s_mediating = [.. s_office, Role.Mediator];

    public static IReadOnlyList<BodyKind> All { get; } =
    [
        new(ServiceCentre, new Words("综治服务中心", "Service centre"), "综治服务中心", s_four,
            [Role.DutyOfficer, Role.Lead, Role.Mediator, Role.GridWorker], Oversees: ["people-mediation", "administrative-mediation", "joint-mediation", "petition", "service-request", "incident", "environment-report", "quick-report"]),
        new(MediationCommittee, new Words("人民调解委员会", "People's mediation committee"), "人民调解委员会",
            [PlaceLevel.Township, PlaceLevel.Village], [Role.DutyOfficer, Role.Mediator, Role.Mediator, Role.Lead], Superior: ServiceCentre),
        new("court", new Words("人民法院", "People's court"), "人民法院", s_upper, s_mediating, Independent: true),
        new("procuratorate", new Words("人民检察院", "People's procuratorate"), "人民检察院", s_upper, s_office, Independent: true) { Compels = true },
        new("justice-bureau", new Words("司法局", "Justice bureau"), "司法局", s_upper, s_mediating, Oversees: ["people-mediation", "administrative-mediation", "joint-mediation", "legal-advice"]),
        new("justice-office", new Words("司法所", "Justice office"), "司法所", [PlaceLevel.Township], s_mediating, Superior: "justice-bureau", Oversees: ["people-mediation", "administrative-mediation", "joint-mediation"]),
        new(PetitionOffice, new Words("信访局", "Petition office"), "信访局", s_upper, s_office, Oversees: ["petition", "petition-review", "petition-reexamination"]),
        new("police", new Words("公安局", "Police"), "公安局", s_upper, s_office) { Compels = true },
        new("police-station", new Words("派出所", "Police station"), "派出所", [PlaceLevel.Township], s_office, Superior: "police") { Compels = true },
        new("human-resources", new Words("人力资源和社会保障局", "Human resources and social security"), "人力资源和社会保障局", s_upper, s_mediating),
        new("natural-resources", new Words("自然资源局", "Natural resources"), "自然资源局", s_upper, s_mediating),
        new("civil-affairs", new Words("民政局", "Civil affairs"), "民政局", s_upper, s_mediating),
        new("environment", new Words("生态环境局", "Ecology and environment"), "生态环境局", s_upper, s_mediating, Oversees: ["environment-report"]),
    ];

    private static readonly Dictionary<string, BodyKind> s_byCode = All.ToDictionary(kind => kind.Code);

    public static BodyKind Of(string code) => s_byCode[code];
}
