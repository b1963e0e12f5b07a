using AngleSharp.Html.Parser;
using Hejie.Ledger;
using Hejie.Rules.Catalogue;
using Hejie.Supervision.Safeguards;
using Hejie.Tests.Ui;
using Hejie.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Privacy;

/// <summary>What <c>/rights</c> says is so.</summary>
public sealed class SafeguardTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    [Fact]
    public void Every_class_of_tests_that_is_named_is_there()
    {
        var there = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!).ToHashSet();
        Safeguard.All.SelectMany(safeguard => safeguard.Tests).Where(test => !there.Contains(test)).ShouldBeEmpty();
        Safeguard.All.Select(safeguard => safeguard.Number).ShouldBe(Enumerable.Range(1, 10));
        Safeguard.All.Where(safeguard => safeguard.State != SafeguardState.Waiting).ShouldAllBe(safeguard => safeguard.Tests.Count > 0);
    }

    /// <summary>The suite prints what came of these: <c>./test</c> names the folder where it looks for the list.</summary>
    [Fact]
    public async Task The_list_is_given_to_who_prints_it()
    {
        var asked = Environment.GetEnvironmentVariable("HEJIE_TEST_RESULTS");
        var folder = asked ?? Directory.CreateTempSubdirectory("hejie-safeguards-").FullName;
        var words = hejie.Services.GetRequiredService<WordBook>();
        var lines = Safeguard.All.Select(safeguard => string.Join('\t', safeguard.Number, safeguard.State.ToString(),
            words.In(Language.Chinese)[$"rights.{safeguard.Number}.title"] + " · " + words.In(Language.English)[$"rights.{safeguard.Number}.title"], string.Join(' ', safeguard.Tests)));
        var list = Path.Combine(folder, "safeguards.tsv");
        await File.WriteAllLinesAsync(list, lines, TestContext.Current.CancellationToken);
        (await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken)).ShouldAllBe(line => line.Split('\t', StringSplitOptions.None).Length == 4);
        if (asked is null)
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Which_catalogue_is_in_force_is_signed()
    {
        using var client = hejie.Client();
        var cancel = TestContext.Current.CancellationToken;
        VerifierKey.TryParse((await client.GetStringAsync("/rights/vkey", cancel)).TrimEnd(), out var key).ShouldBeTrue();
        var text = await client.GetStringAsync("/rights/catalogue", cancel);

        SignedNote.TryParse(text, out var note).ShouldBeTrue();
        key!.Check(note!, out _).ShouldBe(SignatureState.Valid);
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/rights", cancel));
        note!.Text.Split('\n')[2].ShouldBe(page.QuerySelector(".hash")!.TextContent.Trim().Split(' ')[^1]);
        SignedNote.TryParse(text.Replace(note.Text.Split('\n')[2], new string('0', 64), StringComparison.Ordinal), out var changed).ShouldBeTrue();
        key.Check(changed!, out _).ShouldBe(SignatureState.Wrong);
    }

    [Theory]
    [InlineData("zh-CN", "十条保证", "防内部人")]
    [InlineData("en", "Ten safeguards", "Insiders")]
    public async Task The_page_shows_all_ten_with_their_tests_and_the_hash_in_force(string language, string title, string ninth)
    {
        using var client = hejie.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/rights", TestContext.Current.CancellationToken));
        page.QuerySelectorAll("h1").ShouldHaveSingleItem().TextContent.ShouldBe(title);
        page.QuerySelectorAll("section[aria-labelledby^=safeguard]").Length.ShouldBe(10);
        page.Body!.TextContent.ShouldContain(ninth);
        page.Body.TextContent.ShouldContain(nameof(UnusualLooksTests));
        page.QuerySelector(".hash")!.TextContent.ShouldMatch("[0-9a-f]{64}");
        page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
    }
}
