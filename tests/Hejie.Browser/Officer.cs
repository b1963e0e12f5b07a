using Microsoft.Playwright;

namespace Hejie.Browser;

/// <summary>A member of staff at a desk.</summary>
internal sealed class Officer(Screen screen)
{
    public Screen Screen => screen;

    public async Task SignsInAsync(string account, string password)
    {
        await screen.GoAsync("/signin");
        await screen.TypeAsync("name", account);
        await screen.TypeAsync("password", password);
        await screen.SendAsync();
        screen.Path.ShouldBe("/desk");
    }

    /// <summary>Opens the row of the desk that holds these words.</summary>
    public async Task OpensAsync(params string[] words)
    {
        await screen.GoAsync("/desk");
        await screen.LeadAsync(() => Row(words).Locator("a").First.ClickAsync());
    }

    /// <summary>The row of the desk that holds these words.</summary>
    public ILocator Row(params string[] words) =>
        words.Aggregate(screen.Page.Locator("table.list tbody tr"), (rows, word) => rows.Filter(new() { HasText = word })).First;

    /// <summary>Reads what was told in confidence, for a purpose that the resident sees.</summary>
    public Task ReadsAsync() => screen.PressAsync("#sealed button[name=purpose]");

    public Task AcceptsAsync(string summary, string? mediator = null) => MovesAsync("accept", async () =>
    {
        await screen.TypeAsync("summary", summary);
        if (mediator is not null)
            await screen.Page.Locator("[name=mediator]").SelectOptionAsync(new SelectOptionValue { Label = mediator });
    });

    public Task SetsSittingAsync(DateTime when, string where) => MovesAsync("set-sitting", async () =>
    {
        await screen.TypeAsync("when", when.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await screen.TypeAsync("where", where);
    });

    public Task RecordsSittingAsync(string record) => MovesAsync("record-sitting", async () =>
    {
        await screen.ChooseAsync("outcome", "agreed");
        await screen.TypeAsync("record", record);
    });

    public Task WritesAgreementAsync(DateOnly performBy, params (string Part, string Text)[] parts) => MovesAsync("write-agreement", async () =>
    {
        foreach (var (part, text) in parts)
            await screen.TypeAsync(part, text);
        await screen.TypeAsync("perform-by", performBy.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    });

    public Task SignsAsync() => MovesAsync("sign-mediator");

    public Task SealsAsync() => MovesAsync("seal");

    public Task RecordsPerformanceAsync(DateOnly on, string how) => MovesAsync("record-performance", async () =>
    {
        await screen.ChooseAsync("extent", "full");
        await screen.TypeAsync("on", on.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        await screen.TypeAsync("how", how);
    });

    public Task RefusesAsync(string reason, string remedy, string why) => MovesAsync("refuse", async () =>
    {
        await screen.ChooseAsync("reason", reason);
        await screen.ChooseAsync("remedy", remedy);
        await screen.TypeAsync("text", why);
    });

    /// <summary>Calls another body ("whistle") by its name.</summary>
    public Task CallsAsync(string body, string ask, string ground) => MovesAsync("call", async () =>
    {
        await screen.Page.Locator("[name=body]").SelectOptionAsync(new SelectOptionValue { Label = body });
        await screen.TypeAsync("ask", ask);
        await screen.TypeAsync("ground", ground);
        await screen.ChooseAsync("by-when", "normal");
        await screen.ChooseAsync("see-narrative", "yes");
    });

    /// <summary>Convenes the panel of a joint mediation.</summary>
    public Task ConvenesAsync(string question) => MovesAsync("convene", () => screen.TypeAsync("question", question));

    /// <summary>Says on a panel what one's body can do.</summary>
    public Task GivesViewAsync(string view) => MovesAsync("give-view", () => screen.TypeAsync("view", view));

    /// <summary>Hands a joint mediation to the level above.</summary>
    public Task PassesUpAsync(string reason) => MovesAsync("pass-up", () => screen.TypeAsync("reason", reason));

    public Task ReportsInAsync() => MovesAsync("referral-acknowledge");

    public Task SendsSomebodyAsync(string post, DateTime arrives) => MovesAsync("referral-send", async () =>
    {
        await screen.Page.Locator("[name=who]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await screen.TypeAsync("arrives", arrives.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        (await screen.Page.Locator("[name=who] option").AllTextContentsAsync()).ShouldContain(option => option.Contains(post, StringComparison.Ordinal));
    });

    public Task AnswersCallAsync(string text) => MovesAsync("referral-answer", () => screen.TypeAsync("text", text));

    public Task ObjectsAsync(string competent, string reason) => MovesAsync("referral-object", async () =>
    {
        await screen.Page.Locator("[name=competent]").SelectOptionAsync(new SelectOptionValue { Label = competent });
        await screen.TypeAsync("reason", reason);
    });

    public Task DecidesAsync(string body, string reason) => MovesAsync("referral-decide", async () =>
    {
        await screen.Page.Locator("[name=body]").SelectOptionAsync(new SelectOptionValue { Label = body });
        await screen.TypeAsync("reason", reason);
    });

    /// <summary>Makes a move of the open matter and sees that it was made.</summary>
    private async Task MovesAsync(string move, Func<Task>? answer = null)
    {
        await screen.PressAsync($"nav.moves a[href$='/{move}']");
        if (answer is not null)
            await answer();
        await screen.PressAsync("form.move .row button[type=submit], form.move .row button.btn");
        screen.Page.Url.ShouldContain("?done=" + move);
    }
}
