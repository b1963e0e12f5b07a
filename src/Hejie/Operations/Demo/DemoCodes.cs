using Hejie.Matters.Tracking;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>A tracking code that a demonstration shows, so that a visitor can see a resident's page.</summary>
/// <param name="State">The state that its matter is in when the demonstration is made.</param>
/// <param name="What">What the visitor finds.</param>
/// <param name="Petition">Whether it is a petition.</param>
/// <param name="From">Days ago, at least.</param>
/// <param name="To">Days ago, at most.</param>
internal sealed record DemoCode(string State, string What, bool Petition, int From, int To)
{
    private const int County = 532901;

    /// <summary>The last four digits of the telephone of each.</summary>
    public const string Digits = "5329";

    /// <summary>The code in plain characters; the same in every demonstration.</summary>
    public string Code
    {
        get
        {
            var random = DemoRandom.For(DemoMatters.Seed, -From - (100L * To) - (Petition ? 10_000 : 0));
            var bytes = new byte[20];
            for (var index = 0; index < bytes.Length; index++)
                bytes[index] = (byte)random.Below(256);
            return TrackingCodes.Of(County, bytes);
        }
    }

    public static Person Filer { get; } = new("杨润梅", DemoPeople.TelephonePrefix + Digits, "喜洲村3组", PartyRole.Filer);
}

/// <summary>The tracking codes that a demonstration shows.</summary>
internal static class DemoCodes
{
    public static IReadOnlyList<DemoCode> All { get; } =
    [
        new("mediating", "调解中", Petition: false, 3, 20),
        new("signing", "等双方签协议", Petition: false, 6, 25),
        new("ended", "等居民说解决了没有", Petition: false, 15, 50),
        new("incomplete", "等居民补材料", Petition: false, 2, 12),
        new("unsettled", "没有谈成，另有办法", Petition: false, 20, 90),
        new("solved", "解决了", Petition: false, 30, 120),
        new("transferred", "信访转给了办理单位", Petition: true, 3, 20),
        new("handling", "信访办理中", Petition: true, 10, 50),
        new("ended", "信访有了答复，等居民说解决了没有", Petition: true, 20, 70),
        new("refused", "信访不予受理，另有去处", Petition: true, 5, 60),
    ];
}
