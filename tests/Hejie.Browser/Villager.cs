namespace Hejie.Browser;

/// <summary>A villager with a phone.</summary>
internal sealed class Villager(Town town, Screen screen, string name, string telephone)
{
    public Screen Screen => screen;

    /// <summary>Files a matter page by page from the home page on, with the telephone confirmed, and keeps the code of the receipt.</summary>
    public async Task<string> FilesAsync(Told told)
    {
        await AnswersAsync(told);
        await screen.PressAsync("main button[value=next]");
        await SendsAsync(told);
        return await CodeAsync();
    }

    /// <summary>Answers the pages of a filing up to that of the files.</summary>
    public async Task AnswersAsync(Told told)
    {
        await BeginsAsync(told.Procedure);
        await screen.ChooseAsync("kind", told.Kind);
        await screen.SendAsync();
        await screen.TypeAsync("q", told.Place);
        await screen.PressAsync("form[role=search] button");
        await screen.PressAsync($"ul.picks button[name=place][value='{town.PlaceNamed(told.Place).Code}']");
        if (told.Procedure == "petition")
            await screen.PressAsync("button[name=about][value='']");
        await screen.TypeAsync("narrative", told.Narrative);
        await screen.SendAsync();
        if (told.Other is { } other)
        {
            await screen.TypeAsync("people.0.name", other.Name);
            await screen.TypeAsync("people.0.telephone", other.Telephone);
            await screen.SendAsync();
        }

        await screen.Page.Locator("[name$='telephone']").FillAsync(telephone);
        await screen.Page.Locator("[name$='name']").FillAsync(name);
        await screen.SendAsync();
        await screen.PressAsync("button[value=send]");
        await screen.TypeAsync("code", await town.CodeSentToAsync(telephone));
        await screen.PressAsync("button[value=confirm]");
    }

    /// <summary>From the home page to the first question.</summary>
    public async Task BeginsAsync(string procedure)
    {
        await screen.GoAsync("/");
        await screen.PressAsync("main a[href='/file']");
        await screen.PressAsync($"a[href='/file/{procedure}']");
        await screen.PressAsync("main a.btn--full");
    }

    /// <summary>Reads all answers together and sends them.</summary>
    public async Task SendsAsync(Told told)
    {
        screen.Path.ShouldEndWith("/check");
        (await screen.TextAsync()).ShouldContain(told.Narrative);
        await screen.SendAsync();
        screen.Path.ShouldBe("/file/receipt");
    }

    /// <summary>The code on the receipt.</summary>
    public async Task<string> CodeAsync()
    {
        var slip = await screen.TextAsync(".slip");
        slip.ShouldNotContain(name);
        return string.Join('-', await screen.TextsAsync(".slip__code span"));
    }

    /// <summary>Opens the matter with its code and the last digits of the telephone.</summary>
    public async Task OpensAsync(string code)
    {
        await screen.GoAsync("/track");
        await screen.TypeAsync("code", code);
        await screen.PressAsync("button[value=code]");
        await screen.TypeAsync("digits", telephone[^4..]);
        await screen.PressAsync("button[value=digits]");
        screen.Path.ShouldBe("/matter");
    }

    /// <summary>Looks at the matter again.</summary>
    public Task LooksAsync() => screen.GoAsync("/matter");

    public async Task SignsAsync()
    {
        await LooksAsync();
        await screen.PressAsync("a[href='/matter/sign']");
        await screen.ChooseAsync("consent", "agree");
        await screen.SendAsync();
    }

    public async Task SaysSolvedAsync()
    {
        await LooksAsync();
        await screen.PressAsync("a[href='/matter/solved']");
        await screen.ChooseAsync("rating", "5");
        await screen.SendAsync();
    }

    public async Task SaysNotSolvedAsync(string why)
    {
        await LooksAsync();
        await screen.PressAsync("a[href='/matter/not-solved']");
        await screen.TypeAsync("text", why);
        await screen.SendAsync();
    }

    /// <summary>The steps of the story as the page tells them, the newest first.</summary>
    public Task<IReadOnlyList<string>> StoryAsync() => screen.TextsAsync("ol.line > li");

    /// <summary>Every date with its article and its count, unfolded.</summary>
    public async Task<IReadOnlyList<string>> DatesAsync()
    {
        foreach (var fold in await screen.Page.Locator(".promise details").AllAsync())
            await fold.EvaluateAsync("fold => fold.open = true");
        return await screen.TextsAsync(".promise");
    }
}

/// <summary>What a villager tells.</summary>
internal sealed record Told(string Procedure, string Kind, string Place, string Narrative)
{
    /// <summary>The other side, if there is one.</summary>
    public (string Name, string Telephone)? Other { get; init; }
}
