using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Ui;

public sealed class FieldTests
{
    private const string Hostile = "\n\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;";

    private static readonly WordBook s_book = WordBook.Load(Path.Combine(SourceTree.Root, "catalogue", "words"));
    private static readonly FakeTimeProvider s_time = new(new DateTimeOffset(2026, 2, 3, 17, 0, 0, TimeSpan.Zero));

    public static TheoryData<FieldType> Types => [.. Enum.GetValues<FieldType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_person_wrote_is_shown_and_never_run(FieldType type)
    {
        var field = Question(type) with { Label = new Words(Hostile, Hostile), Hint = new Words(Hostile, Hostile) };
        var state = new FormState(
            new Dictionary<string, string> { ["q"] = Hostile, ["q.0.name"] = Hostile, ["q.0.telephone"] = Hostile },
            new FormErrors([new FieldError("q", "field.required"), new FieldError("q.0.name", "field.too-long", Hostile)], [field]));
        Choice[] options = [new(Hostile, Hostile, Hostile, Hostile)];

        var page = Page(
            new ErrorSummaryTagHelper(s_book.In(Language.Chinese)) { State = state },
            new CatalogueFieldTagHelper(s_book.In(Language.Chinese), s_time) { Field = field, State = state, Options = options, Kept = [new(Hostile, Hostile)] });

        page.QuerySelectorAll("script, img").ShouldBeEmpty();
        page.All.SelectMany(element => element.Attributes).ShouldAllBe(attribute => !attribute.Name.StartsWith("on") && attribute.Name != "style");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_reader_hears_label_hint_and_error_and_the_summary_leads_there(FieldType type)
    {
        var field = Question(type);
        var state = new FormState(new Dictionary<string, string>(), new FormErrors([new FieldError("q", "field.required")], [field]));

        var page = Page(
            new ErrorSummaryTagHelper(s_book.In(Language.English)) { State = state },
            new CatalogueFieldTagHelper(s_book.In(Language.English), s_time) { Field = field, State = state, Options = [new Choice("1", "One")] });

        page.QuerySelector<IHtmlAnchorElement>(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#q");
        page.QuerySelector(".govuk-error-summary a")!.TextContent.ShouldBe("Question: Please fill this in.");
        page.GetElementById("q").ShouldNotBeNull();
        page.QuerySelectorAll("[id]").GroupBy(element => element.Id).ShouldAllBe(group => group.Count() == 1);
        page.QuerySelectorAll("[aria-describedby]").SelectMany(element => element.GetAttribute("aria-describedby")!.Split(' '))
            .ShouldAllBe(id => page.GetElementById(id) != null);
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
            page.QuerySelectorAll("label").Count(label => label.GetAttribute("for") == control.Id).ShouldBe(1, control.OuterHtml);
    }

    [Fact]
    public void A_wrong_answer_comes_back_as_it_was_given()
    {
        var text = "\n第一行\n" + new string('长', 20_000);
        var state = new FormState(new Dictionary<string, string> { ["q"] = text }, FormErrors.None);

        var page = Page(new CatalogueFieldTagHelper(s_book.In(Language.Chinese), s_time) { Field = Question(FieldType.LongText), State = state });

        page.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value.ShouldBe(text);
    }

    [Fact]
    public void Each_person_given_is_shown_and_one_more()
    {
        var state = new FormState(
            new Dictionary<string, string> { ["q.0.name"] = "李四", ["q.2.telephone"] = "13900000000", ["q.9.role"] = "third" }, FormErrors.None);

        var page = Page(new CatalogueFieldTagHelper(s_book.In(Language.Chinese), s_time) { Field = Question(FieldType.People), State = state });

        page.QuerySelectorAll("fieldset.person").Length.ShouldBe(4);
        page.QuerySelector("button[name=add]")!.GetAttribute("value").ShouldBe("q");
    }

    [Fact]
    public void What_must_lie_ahead_begins_today_in_legal_time()
    {
        var page = Page(new CatalogueFieldTagHelper(s_book.In(Language.Chinese), s_time) { Field = Question(FieldType.Date) with { Future = true } });

        page.QuerySelector("input")!.GetAttribute("min").ShouldBe("2026-02-04");
    }

    [Fact]
    public void The_timeline_shows_words_and_runs_nothing()
    {
        var page = Page(new TimelineTagHelper(s_book.In(Language.English))
        {
            Items = [new TimelineItem(s_time.GetUtcNow(), Hostile, Hostile, [(Hostile, Hostile)])],
            Today = new DateOnly(2026, 2, 4),
        });

        page.QuerySelectorAll("script, img").ShouldBeEmpty();
        page.QuerySelector("time")!.TextContent.ShouldBe("4 February, 01:00");
    }

    [Fact]
    public void A_date_that_passed_says_so_in_words()
    {
        var page = Page(new PromiseTagHelper(s_book.In(Language.Chinese))
        {
            Due = new DateOnly(2026, 3, 5),
            Today = new DateOnly(2026, 3, 6),
            Duty = "调解委员会应当办结。",
            Steps = ["当天不算"],
        });

        page.QuerySelector("strong")!.TextContent.ShouldBe("3 月 5 日已经过了");
        page.QuerySelector("details ol li")!.TextContent.ShouldBe("当天不算");
    }

    private static Field Question(FieldType type) => new(
        "q", type, new Words("问题？", "Question?"), new Words("提示", "Help"), Required: true, Max: 10_000,
        [new Option("a", new Words("甲", "A")), new Option("b", new Words("乙", "B"))], [], null, ToResident: false, Future: false);

    private static IHtmlDocument Page(params TagHelper[] helpers)
    {
        using var written = new StringWriter();
        foreach (var helper in helpers)
        {
            var output = new TagHelperOutput("h", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
            var context = new TagHelperContext([], new Dictionary<object, object>(), "1");
            helper.Init(context);
            helper.Process(context, output);
            output.WriteTo(written, System.Text.Encodings.Web.HtmlEncoder.Default);
        }

        return new HtmlParser().ParseDocument("<!doctype html><body>" + written);
    }
}
