using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Hejie.Browser;

/// <summary>One person's browser. Every page that it comes to is checked: no error of script or policy, nothing that shuts anybody out.</summary>
internal sealed class Screen(IBrowserContext context, IPage page)
{
    private static readonly AxeRunOptions s_rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly List<string> _complaints = [];

    public IPage Page => page;

    /// <summary>Whether pages are looked through for what shuts people out; a story that comes to the same page every day looks once.</summary>
    public bool LooksThrough { get; set; } = true;

    public string Path => new Uri(page.Url).AbsolutePath;

    public static async Task<Screen> OpenAsync(Town town, int width, int height, bool phone)
    {
        var context = await town.Browser.NewContextAsync(new()
        {
            BaseURL = town.Address,
            ViewportSize = new() { Width = width, Height = height },
            DeviceScaleFactor = phone ? 2 : 1,
            IsMobile = phone,
            HasTouch = phone,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
        });
        var screen = new Screen(context, await context.NewPageAsync());
        screen.Page.PageError += (_, error) => screen._complaints.Add(error);
        screen.Page.Console += (_, message) =>
        {
            // An answer that refuses a form is told to the console too; the story looks at it itself.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                screen._complaints.Add(message.Text);
        };
        return screen;
    }

    public async Task GoAsync(string path)
    {
        await page.GotoAsync(path);
        await CheckAsync();
    }

    /// <summary>Does what leads to another page, and waits for that page.</summary>
    public async Task LeadAsync(Func<Task> act)
    {
        var loaded = new TaskCompletionSource();
        void Loaded(object? sender, IPage at) => loaded.TrySetResult();
        page.Load += Loaded;
        await act();
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        page.Load -= Loaded;
        await CheckAsync();
    }

    public Task PressAsync(string selector) => LeadAsync(() => page.Locator(selector).First.ClickAsync());

    /// <summary>Presses the button that sends the page's form.</summary>
    public Task SendAsync() => PressAsync("main form[method=post] .btn:not(.btn--quiet):not(.btn--small)");

    public Task TypeAsync(string field, string text) => page.Locator($"[name='{field}']").FillAsync(text);

    public Task ChooseAsync(string field, string code) => page.Locator($"[name='{field}'][value='{code}']").CheckAsync();

    public Task<string> TextAsync(string selector = "main") => page.Locator(selector).First.InnerTextAsync();

    public Task<IReadOnlyList<string>> TextsAsync(string selector) => page.Locator(selector).AllInnerTextsAsync();

    public Task SaveAsync(string file) => page.ScreenshotAsync(new() { Path = file, FullPage = true });

    public Task CloseAsync() => context.CloseAsync();

    private async Task CheckAsync()
    {
        _complaints.ShouldBeEmpty();
        if (!LooksThrough)
            return;
        var found = await page.RunAxe(s_rules);
        found.Violations.SelectMany(broken => broken.Nodes.Select(node => $"{Path}: {broken.Id}: {broken.Help}: {node.Html}")).ShouldBeEmpty();
    }
}
