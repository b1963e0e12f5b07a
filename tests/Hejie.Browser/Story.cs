namespace Hejie.Browser;

/// <summary>A story of several people, each with a browser; where it goes wrong, what they saw is kept in <c>artifacts</c>.</summary>
public abstract class Story(Town town) : IAsyncLifetime
{
    private readonly List<Screen> _screens = [];

    /// <summary>The town in which it happens.</summary>
    protected Town Town => town;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var (nth, screen) in _screens.Index())
        {
            if (failed)
                await screen.SaveAsync(Path.Combine(Artifacts.Folder, $"{TestContext.Current.TestMethod?.MethodName}-{nth}.png"));
            await screen.CloseAsync();
        }
    }

    /// <summary>A villager with a phone of the usual width.</summary>
    private protected async Task<Villager> VillagerAsync(string name, string telephone) =>
        new(town, await ScreenAsync(390, 844, phone: true), name, telephone);

    /// <summary>A member of staff, signed in.</summary>
    private protected async Task<Officer> OfficerAsync(string account, string password = Town.Password)
    {
        var officer = new Officer(await ScreenAsync(1280, 800, phone: false));
        await officer.SignsInAsync(account, password);
        return officer;
    }

    /// <summary>Somebody who goes out with a phone, signed in.</summary>
    private protected async Task<Screen> OutsideAsync(string account)
    {
        var screen = await ScreenAsync(390, 844, phone: true);
        await SignInAsync(screen, account);
        return screen;
    }

    /// <summary>Signs in again on the same device.</summary>
    private protected static async Task SignInAsync(Screen screen, string account)
    {
        await screen.GoAsync("/signin");
        await screen.TypeAsync("name", account);
        await screen.TypeAsync("password", Town.Password);
        await screen.SendAsync();
    }

    private async Task<Screen> ScreenAsync(int width, int height, bool phone)
    {
        var screen = await Screen.OpenAsync(town, width, height, phone);
        _screens.Add(screen);
        return screen;
    }
}

/// <summary>What a run leaves to look at: beside the solution, never committed.</summary>
internal static class Artifacts
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts")).FullName;

    private static string Above(string from)
    {
        var at = new DirectoryInfo(from);
        while (at.Parent is { } parent && !File.Exists(Path.Combine(at.FullName, "Hejie.slnx")))
            at = parent;
        return at.FullName;
    }
}
