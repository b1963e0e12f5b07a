using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Bodies;

/// <summary>The matrix of posts (safeguard 5): who can compel holds no grid post, in no kind of body, at no level, by no account and as nobody's substitute.</summary>
public sealed class GridPostTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    public static TheoryData<string, Role> Matrix => [.. BodyKinds.All.SelectMany(kind => Enum.GetValues<Role>().Select(role => (kind.Code, role)))];

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Only_a_service_centre_has_posts_of_the_grid_whatever_the_role(string code, Role role)
    {
        var kind = BodyKinds.Of(code);
        if (kind.Code != BodyKinds.ServiceCentre)
            kind.Posts.ShouldNotContain(Role.GridWorker);
        foreach (var body in hejie.Bodies.Bodies.Where(body => body.Kind == kind).DistinctBy(body => body.Place.Level))
        {
            var forged = hejie.At(hejie.Bodies.PostsOf(body.Id)[0]) is var scope ? scope with { Post = scope.Post with { Role = role } } : null!;
            if (kind.Code != BodyKinds.ServiceCentre)
                (forged.MakesRounds, forged.KeepsCellsOf).ShouldBe((false, null));
            if (kind.Compels)
                hejie.Bodies.PostsOf(body.Id).ShouldAllBe(post => !GridPosts.IsOfGrid(post));
        }
    }

    [Fact]
    public void Police_and_procuratorate_are_those_that_compel() =>
        BodyKinds.All.Where(kind => kind.Compels).Select(kind => kind.Code).Order(StringComparer.Ordinal).ShouldBe(["police", "police-station", "procuratorate"]);

    [Theory]
    [InlineData("喜洲派出所", Role.Liaison)]
    [InlineData("大理市公安局", Role.DutyOfficer)]
    [InlineData("大理市人民检察院", Role.Lead)]
    public async Task No_account_holds_both(string body, Role role)
    {
        const string Grid = "喜洲镇喜洲村综治服务中心";
        var first = await Staff.Officer.AccountAsync(hejie);
        (await AppointAsync(first, body, role)).ShouldBeOfType<AccountAppointed.Done>();
        (await AppointAsync(first, Grid, Role.GridWorker)).ShouldBeOfType<AccountAppointed.NoGrid>().Held.Role.ShouldBe(role);
        (await AppointAsync(first, Grid, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();

        var second = await Staff.Officer.AccountAsync(hejie);
        (await AppointAsync(second, Grid, Role.GridWorker)).ShouldBeOfType<AccountAppointed.Done>();
        (await AppointAsync(second, body, role)).ShouldBeOfType<AccountAppointed.NoGrid>();
    }

    [Fact]
    public void A_post_of_the_police_stands_in_for_none_of_the_grid()
    {
        var directory = hejie.Bodies;
        foreach (var worker in directory.Bodies.Where(body => body.Place.Level <= PlaceLevel.Village).SelectMany(body => directory.PostsOf(body.Id)).Where(GridPosts.IsOfGrid))
            directory.Chain(worker.Body).ShouldAllBe(above => !directory.Body(above)!.Kind.Compels);
    }

    private Task<AccountAppointed> AppointAsync(string name, string body, Role role) =>
        hejie.InScopeAsync(services => services.GetRequiredService<AppointAccount>().RunAsync(name, body, role, CancellationToken.None));
}
