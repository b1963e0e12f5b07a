using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Operations.Demo;

/// <summary>An account of the demonstration.</summary>
/// <param name="UserName">What to sign in with.</param>
/// <param name="BodyKind">The kind of body.</param>
/// <param name="Level">The level of its place.</param>
/// <param name="Place">The name of its place.</param>
/// <param name="Role">The role of its post.</param>
/// <param name="Post">The post, as people read it.</param>
internal sealed record DemoAccount(string UserName, string BodyKind, PlaceLevel Level, string Place, Role Role, string Post);

/// <summary>Accounts for every role, all with one password. Only a demonstration has them.</summary>
internal static class DemoStaff
{
    public const string Password = "hejie-demo-5329";

    private const string Committee = BodyKinds.MediationCommittee, Centre = BodyKinds.ServiceCentre, Petition = BodyKinds.PetitionOffice;

    public static IReadOnlyList<DemoAccount> Accounts { get; } =
    [
        .. Posts("xizhoucun", Committee, PlaceLevel.Village, "喜洲村", "喜洲村调委会", Role.DutyOfficer, Role.Mediator, Role.Lead),
        .. Posts("xizhoucun-centre", Centre, PlaceLevel.Village, "喜洲村", "喜洲村综治服务中心", Role.DutyOfficer, Role.GridWorker),
        .. Posts("xizhou", Committee, PlaceLevel.Township, "喜洲镇", "喜洲镇调委会", Role.DutyOfficer, Role.Mediator, Role.Lead),
        .. Posts("xizhou-centre", Centre, PlaceLevel.Township, "喜洲镇", "喜洲镇综治服务中心", Role.DutyOfficer, Role.Lead, Role.Mediator),
        .. Posts("xizhou-justice", "justice-office", PlaceLevel.Township, "喜洲镇", "喜洲司法所", Role.DutyOfficer),
        .. Posts("xizhou-police", "police-station", PlaceLevel.Township, "喜洲镇", "喜洲派出所", Role.Liaison),
        .. Posts("dali-centre", Centre, PlaceLevel.County, "大理市", "大理市综治服务中心", Role.DutyOfficer, Role.Lead, Role.Mediator, Role.Clerk),
        .. Posts("dali-petition", Petition, PlaceLevel.County, "大理市", "大理市信访局", Role.DutyOfficer, Role.Lead),
        .. Posts("dali-hr", "human-resources", PlaceLevel.County, "大理市", "大理市人社局", Role.DutyOfficer, Role.Lead),
        .. Posts("dali-land", "natural-resources", PlaceLevel.County, "大理市", "大理市自然资源局", Role.DutyOfficer),
        .. Posts("dali-justice", "justice-bureau", PlaceLevel.County, "大理市", "大理市司法局", Role.DutyOfficer, Role.Liaison),
        .. Posts("dali-police", "police", PlaceLevel.County, "大理市", "大理市公安局", Role.DutyOfficer, Role.Liaison),
        .. Posts("dali-civil", "civil-affairs", PlaceLevel.County, "大理市", "大理市民政局", Role.Liaison),
        .. Posts("dali-court", "court", PlaceLevel.County, "大理市", "大理市人民法院", Role.Liaison),
        .. Posts("binchuan-centre", Centre, PlaceLevel.County, "宾川县", "宾川县综治服务中心", Role.DutyOfficer, Role.Mediator),
        .. Posts("binchuan-petition", Petition, PlaceLevel.County, "宾川县", "宾川县信访局", Role.DutyOfficer, Role.Lead),
        .. Posts("xiangyun-centre", Centre, PlaceLevel.County, "祥云县", "祥云县综治服务中心", Role.DutyOfficer, Role.Mediator),
        .. Posts("xiangyun-petition", Petition, PlaceLevel.County, "祥云县", "祥云县信访局", Role.DutyOfficer, Role.Lead),
        .. Posts("zhou-centre", Centre, PlaceLevel.Prefecture, "大理白族自治州", "州综治服务中心",
            Role.DutyOfficer, Role.Lead, Role.Clerk, Role.Analyst, Role.Auditor, Role.Administrator, Role.SecurityAdministrator),
        .. Posts("zhou-petition", Petition, PlaceLevel.Prefecture, "大理白族自治州", "州信访局", Role.DutyOfficer, Role.Lead),
        .. Posts("zhou-court", "court", PlaceLevel.Prefecture, "大理白族自治州", "州中级人民法院", Role.DutyOfficer, Role.Liaison),
        .. Posts("zhou-procuratorate", "procuratorate", PlaceLevel.Prefecture, "大理白族自治州", "州人民检察院", Role.DutyOfficer, Role.Liaison),
    ];

    /// <summary>Makes the accounts and appoints each to its post.</summary>
    public static async Task RunAsync(
        HejieDb db, BodyDirectory directory, IPasswordHasher<Account> hasher, ILookupNormalizer names, CancellationToken cancel)
    {
        var random = new DemoRandom(DemoMatters.Seed);
        // Hashing is slow by design; one hash for all keeps the first start short.
        string? hash = null;
        var made = new List<(Account Account, int Post)>();
        foreach (var demo in Accounts)
        {
            var account = new Account
            {
                UserName = demo.UserName,
                NormalizedUserName = names.NormalizeName(demo.UserName),
                DisplayName = DemoPeople.Name(random),
                SecurityStamp = Guid.NewGuid().ToString("N"),
                LockoutEnabled = true,
            };
            account.PasswordHash = hash ??= hasher.HashPassword(account, Password);
            made.Add((account, PostOf(demo, directory)));
        }

        db.Users.AddRange(made.Select(pair => pair.Account));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.SaveChangesAsync(cancel);
        db.Appointments.AddRange(made.Select(pair => new AppointmentRow { Account = pair.Account.Id, Post = pair.Post }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>The post of an account, in this directory.</summary>
    public static int PostOf(DemoAccount account, BodyDirectory directory)
    {
        var place = account.Level == PlaceLevel.Prefecture
            ? directory.Prefecture
            : directory.Named(account.Place, 20).First(place => place.Code.Level == account.Level && place.Name == account.Place);
        var body = directory.Serving(account.BodyKind, account.Level, place.Code)
            ?? throw new InvalidOperationException($"{account.Post} has no body.");
        return directory.PostsOf(body).First(post => post.Role == account.Role).Id;
    }

    private static IEnumerable<DemoAccount> Posts(
        string prefix, string kind, PlaceLevel level, string place, string body, params Role[] roles) =>
        roles.Select(role => new DemoAccount($"{prefix}-{Word(role)}", kind, level, place, role, $"{body} {SetUpPrefecture.Title(role)}"));

    private static string Word(Role role) => role switch
    {
        Role.DutyOfficer => "duty",
        Role.Mediator => "mediator",
        Role.Liaison => "liaison",
        Role.Lead => "lead",
        Role.GridWorker => "grid",
        Role.Clerk => "clerk",
        Role.Analyst => "analyst",
        Role.Auditor => "auditor",
        Role.Administrator => "admin",
        Role.SecurityAdministrator => "security",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
