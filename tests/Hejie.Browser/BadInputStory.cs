using Microsoft.Playwright;

namespace Hejie.Browser;

/// <summary>What goes wrong is said plainly, and nothing is lost.</summary>
public sealed class BadInputStory(Town town) : Story(town)
{
    private static readonly Told s_told = new("people-mediation", "neighbour", "文阁村", "屋檐水滴到我家院墙。")
    {
        Other = ("赵示例", "19900005678"),
    };

    [Fact]
    public async Task An_empty_form_says_what_is_missing_and_keeps_what_was_typed()
    {
        var villager = await VillagerAsync("杨示例", "19900001111");
        var screen = villager.Screen;
        await villager.BeginsAsync("people-mediation");
        await screen.SendAsync();
        (await screen.TextAsync(".govuk-error-summary")).ShouldContain("还有几处要改");
        await screen.ChooseAsync("kind", "neighbour");
        await screen.SendAsync();
        await screen.GoAsync("/file/people-mediation/people");
        await screen.TypeAsync("people.0.telephone", "199");
        await screen.TypeAsync("people.0.address", "村口");

        await screen.SendAsync();

        (await screen.TextAsync(".govuk-error-summary")).ShouldContain("还有几处要改");
        (await screen.Page.Locator("[name='people.0.telephone']").InputValueAsync()).ShouldBe("199");
        (await screen.Page.Locator("[name='people.0.address']").InputValueAsync()).ShouldBe("村口");
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_not_what_its_name_says_is_refused_with_the_reason()
    {
        var villager = await VillagerAsync("杨示例", "19900002222");
        var screen = villager.Screen;
        await villager.AnswersAsync(s_told);
        screen.Path.ShouldEndWith("/files");
        var box = screen.Page.Locator("input[type=file]");
        var large = Path.Combine(Artifacts.Folder, "large.jpg");
        await using (var file = File.Create(large))
            file.SetLength(50L << 20);

        await box.SetInputFilesAsync(large);
        (await screen.TextAsync(".govuk-error-message")).ShouldBe("“large.jpg”太大了，每个文件最大 10 MB。");
        File.Delete(large);

        var program = new byte[4096];
        "MZ"u8.CopyTo(program);
        await screen.LeadAsync(() => box.SetInputFilesAsync(new FilePayload { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = program }));
        (await screen.TextAsync(".govuk-error-summary")).ShouldContain("这种文件收不了，不管名字是什么");

        await screen.PressAsync("main button[value=next]");
        await villager.SendsAsync(s_told);
    }
}
