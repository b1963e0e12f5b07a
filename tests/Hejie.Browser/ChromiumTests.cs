using Microsoft.Playwright;

namespace Hejie.Browser;

public sealed class ChromiumTests
{
    private const string SameDrawing = """
        ([first, second]) => {
          const draw = character => {
            const canvas = document.createElement('canvas');
            const context = canvas.getContext('2d');
            context.font = '48px sans-serif';
            context.fillText(character, 10, 60);
            return canvas.toDataURL();
          };
          return draw(first) === draw(second);
        }
        """;

    [Fact]
    public async Task Chinese_characters_are_drawn_and_not_empty_boxes()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
        var page = await browser.NewPageAsync();

        (await page.EvaluateAsync<bool>(SameDrawing, new[] { "和", "和" })).ShouldBeTrue();
        (await page.EvaluateAsync<bool>(SameDrawing, new[] { "和", "解" })).ShouldBeFalse();
    }
}
