using System.Globalization;
using Hejie.Rules.Time;

namespace Hejie.Browser;

/// <summary>Who does not know where to turn answers a few questions, is warned in time, and starts at the right door.</summary>
public sealed class GuideStory(Town town) : Story(town)
{
    private static DateOnly Today => LegalTime.DateOf(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_resident_is_led_to_the_right_door_warned_that_three_days_are_left_and_starts_there()
    {
        var villager = await VillagerAsync("杨示例", "19900006543");
        var screen = villager.Screen;
        await screen.GoAsync("/");
        await screen.PressAsync("main .doors a[href='/guide']");
        (await screen.TextAsync(".urgent")).ShouldContain("110");
        await screen.PressAsync("a[href='/guide/office']");
        await screen.PressAsync("a[href='/guide/office/reply']");
        await screen.PressAsync(".govuk-back-link");
        screen.Path.ShouldBe("/guide/office");
        await screen.PressAsync("a[href='/guide/office/reply']");
        await screen.PressAsync("a[href='/guide/office/reply/reply']");
        (await screen.TextAsync("h1")).ShouldBe("信访复查");
        (await screen.TextAsync()).ShouldContain("走错门会耽误什么");

        await screen.TypeAsync("on", Today.AddDays(-27).ToString("O", CultureInfo.InvariantCulture));
        await screen.PressAsync("main form[method=get] .btn");
        var warning = await screen.TextAsync(".promise--late");
        warning.ShouldContain("只剩 3 天");
        warning.ShouldContain("为什么是");
        // The count is folded beneath, with its article.
        await screen.Page.Locator(".promise--late summary").First.ClickAsync();
        await screen.PressAsync(".promise--late a[href='/law/rules/petition-review-request']");
        (await screen.TextAsync("h1")).ShouldBe("请求复查");
        await screen.Page.GoBackAsync();

        await screen.PressAsync("main a.btn--full");
        screen.Path.ShouldBe("/file/petition-review");
        await screen.PressAsync("main a.btn--full");
        screen.Path.ShouldBe("/file/petition-review/kind");
    }

    [Fact]
    public async Task The_catalogue_is_read_and_a_day_is_counted_on_a_phone()
    {
        var villager = await VillagerAsync("杨示例", "19900006544");
        var screen = villager.Screen;
        await screen.GoAsync("/law");
        await screen.PressAsync("a[href='/law/procedures/people-mediation']");
        await screen.GoAsync("/law?q=" + Uri.EscapeDataString("答辩"));
        await screen.PressAsync("a[href='/law/rules/court-answer']");
        await screen.PressAsync("main form .btn");
        (await screen.TextAsync(".govuk-error-summary")).ShouldContain("这一项要填");
        await screen.TypeAsync("from", "2026-02-02");
        await screen.PressAsync("main form .btn");
        (await screen.TextAsync("#date")).ShouldContain("2026 年 2 月 24 日（周二）前");
    }
}
