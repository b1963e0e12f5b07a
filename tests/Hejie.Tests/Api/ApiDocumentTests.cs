using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Hejie.Operations;
using Hejie.Tests.Ui;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Api;

/// <summary>What the API says of itself, and what it refuses.</summary>
public sealed class ApiDocumentTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    private static readonly string s_snapshot = Path.Combine(SourceTree.Root, "tests", "Hejie.Tests", "Api", "openapi.v1.json");

    [Fact]
    public async Task The_description_is_the_one_that_was_reviewed()
    {
        using var client = hejie.Client();
        var text = await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        if (Environment.GetEnvironmentVariable("HEJIE_REWRITE") == "1")
            await File.WriteAllTextAsync(s_snapshot, text + "\n", TestContext.Current.CancellationToken);

        (text + "\n").ShouldBe(
            await File.ReadAllTextAsync(s_snapshot, TestContext.Current.CancellationToken), "The API changed: look at it, then write it anew with HEJIE_REWRITE=1.");
        JsonDocument.Parse(text).RootElement.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
    }

    [Fact]
    public async Task Every_endpoint_says_what_it_does_for_whom_and_how_it_refuses()
    {
        using var client = hejie.Client();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var what = operation.Name + " " + path.Name;
                operation.Value.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty(what);
                operation.Value.GetProperty("summary").GetString()!.ShouldContain(" · ", customMessage: what);
                if (operation.Value.TryGetProperty("description", out var description))
                    description.GetString()!.ShouldContain(" · ", customMessage: what);
                if (operation.Value.TryGetProperty("parameters", out var parameters))
                    parameters.EnumerateArray().Where(parameter => !parameter.EnumerateObject().Any(member => member.Name == "description")).ShouldBeEmpty(what);
                if (operation.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json))
                    json.TryGetProperty("example", out _).ShouldBeTrue(what);
                if (operation.Value.TryGetProperty("security", out _))
                    operation.Value.GetProperty("responses").TryGetProperty("401", out _).ShouldBeTrue(what);
            }
        }
    }

    [Theory]
    [InlineData("zh-CN", "接口说明")]
    [InlineData("en", "The API")]
    public async Task The_page_shows_every_endpoint_and_holds_nothing_inline(string language, string title)
    {
        using var client = hejie.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/docs", TestContext.Current.CancellationToken));

        page.QuerySelector("h1")!.TextContent.ShouldBe(title);
        page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
        page.QuerySelectorAll("section[id] code").Select(code => code.TextContent).ShouldContain("/api/v1/counties/{county}/matters");
        page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..])
            .Where(id => page.GetElementById(id) is null).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_body_is_refused_by_every_endpoint_that_takes_one()
    {
        using var anyone = new ApiClient(hejie);
        using var staff = await anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Rules.Procedures.Role.DutyOfficer));
        var receipt = await anyone.FileAsync();
        var draft = await anyone.PostAsync("drafts", new { place = hejie.Place("喜洲村").Code.ToString() });
        using var party = await anyone.TrackAsync(receipt.Text("code")!, "1234");
        var takers = Takers().ToList();

        takers.Count.ShouldBeGreaterThan(10);
        foreach (var path in takers)
        {
            var client = path.Contains("/tracking/", StringComparison.Ordinal) ? party : staff;
            var address = path.Replace("{county:int}", receipt.Text("county"), StringComparison.Ordinal)
                .Replace("{id:guid}", receipt.Text("matter"), StringComparison.Ordinal).Replace("{move}", "accept", StringComparison.Ordinal)
                .Replace("{body:int}", "1", StringComparison.Ordinal).Replace("{post:int}", "1", StringComparison.Ordinal).Replace("{resource:guid}", Guid.Empty.ToString("D"), StringComparison.Ordinal);
            foreach (var (body, type, status, code) in Wrong())
            {
                var answer = await client.PostTextAsync(address, body, type, ApiClient.Key(), ("Draft-Token", draft.Text("token")!));
                ((int)answer.Status).ShouldBe(status, $"{path} {code}: {answer.Body}");
                answer.MediaType.ShouldBe("application/problem+json", path);
                if (code is not null)
                    answer.Code.ShouldBe(code, path);
                answer.Text("detail").ShouldNotBeNullOrEmpty(path);
            }
        }
    }

    [Fact]
    public async Task A_filing_tells_field_by_field_what_is_wrong()
    {
        using var anyone = new ApiClient(hejie);
        var place = hejie.Place("喜洲村").Code;
        var matters = $"counties/{place.County}/matters";
        var empty = await anyone.PostTextAsync(matters, "{}", headers: ApiClient.Key());
        empty.Errors.ShouldBe(["procedure field.required", "kind field.required", "place field.required", "answers field.required"]);

        var wrong = await anyone.PostAsync(
            matters,
            new
            {
                procedure = "people-mediation",
                kind = "quarrel",
                place = place.ToString(),
                answers = new { narrative = new string('水', 100_000), mood = "bad" },
                people = new[] { new { telephone = "12" } },
                filer = new { telephone = "x" },
            },
            ApiClient.Key());
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Errors.Order(StringComparer.Ordinal).ShouldBe(
        [
            "filer.telephone person.telephone", "kind field.choice", "mood field.unasked", "narrative field.too-long",
            "people.0.name person.name", "people.0.telephone person.telephone",
        ]);

        (await anyone.PostAsync("counties/532922/matters", ApiClient.Filing(hejie), ApiClient.Key())).Errors.ShouldBe(["place field.place-county"]);
        (await anyone.PostAsync("counties/999999/matters", ApiClient.Filing(hejie), ApiClient.Key())).Code.ShouldBe("county.none");
        (await anyone.PostAsync(matters, ApiClient.Filing(hejie))).Errors.ShouldBe(["Idempotency-Key repeat.required"]);
        (await anyone.PostAsync(matters, ApiClient.Filing(hejie), ("Idempotency-Key", "1"))).Errors.ShouldBe(["Idempotency-Key repeat.key"]);
    }

    [Fact]
    public async Task The_words_of_a_problem_follow_the_language_and_its_code_does_not()
    {
        using var anyone = new ApiClient(hejie);
        var body = new { code = "nothing" };
        var chinese = await anyone.PostAsync("tracking", body, ("Accept-Language", "zh-CN"));
        var english = await anyone.PostAsync("tracking", body, ("Accept-Language", "en"));

        english.Code.ShouldBe(chinese.Code);
        chinese.Text("detail")!.ShouldContain("查询码");
        english.Text("detail")!.ShouldContain("tracking code");
    }

    [Fact]
    public async Task Places_bodies_and_procedures_are_found()
    {
        using var anyone = new ApiClient(hejie);
        var place = (await anyone.GetAsync("places?name=喜洲村")).Body.GetProperty("places")[0];
        place.GetProperty("fullName").GetString()!.ShouldContain("喜洲镇");
        (await anyone.GetAsync("places")).Body.GetProperty("places").GetArrayLength().ShouldBe(12);
        (await anyone.GetAsync("places?within=1")).Errors.ShouldBe(["within field.place"]);
        var bodies = (await anyone.GetAsync($"bodies?place={place.GetProperty("code").GetString()}&kind=mediation-committee")).Body.GetProperty("bodies");
        bodies.GetArrayLength().ShouldBe(2);
        (await anyone.GetAsync("bodies?kind=army")).Errors.ShouldBe(["kind field.body-kind"]);
        var procedure = await anyone.GetAsync("procedures/people-mediation");
        procedure.Body.GetProperty("moves").EnumerateArray().ShouldContain(move => move.GetProperty("name").GetString() == "accept");
        (await anyone.GetAsync("procedures")).Body.GetProperty("procedures").GetArrayLength()
            .ShouldBe(hejie.Services.GetRequiredService<CatalogueHolder>().Current.Procedures.InForce.Count);
        (await anyone.GetAsync("procedures/none")).Code.ShouldBe("procedure.none");
    }

    /// <summary>The addresses of all endpoints of the API that take a body, from the program itself.</summary>
    private IEnumerable<string> Takers() => hejie.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true
            && endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true)
        .Select(endpoint => endpoint.RoutePattern.RawText!);

    private static IEnumerable<(string Body, string Type, int Status, string? Code)> Wrong() =>
    [
        ("", "application/json", 400, "body.json"),
        ("null", "application/json", 400, "body.json"),
        ("{\"a", "application/json", 400, "body.json"),
        ("[]", "application/json", 400, "body.shape"),
        ("{\"nobodyKnowsThis\": 1}", "application/json", 400, "body.shape"),
        ("{\"code\": 1, \"userName\": 1, \"purpose\": 1, \"procedure\": 1, \"answers\": 1}", "application/json", 400, "body.shape"),
        ("{\"padding\": \"" + new string('x', 1_100_000) + "\"}", "application/json", 413, "body.large"),
        ("a=b", "application/x-www-form-urlencoded", 415, null),
    ];
}
