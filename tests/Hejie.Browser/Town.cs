using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Notices;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Hejie.Browser.Town))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Hejie.Browser;

/// <summary>The whole program on a real server with the places and bodies of Dali, its staff, their telephones, and a browser.</summary>
public sealed partial class Town : IAsyncLifetime
{
    internal const string Password = "a password for tests";

    private static readonly string[] s_flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-browser-").FullName;
    private readonly Telephones _telephones = new();
    private WebApplication? _app;
    private IPlaywright? _playwright;

    /// <summary>The server's clock, which a story may put forward; it then has a town of its own.</summary>
    internal MovingTime Time { get; } = new();

    internal IBrowser Browser { get; private set; } = null!;

    internal string Address => _app!.Urls.First();

    internal IServiceProvider Services => _app!.Services;

    private BodyDirectory Bodies => Services.GetRequiredService<DirectoryHolder>().Current;

    /// <summary>Starts server and browser.</summary>
    public async ValueTask InitializeAsync()
    {
        var settings = new Settings(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), null, null, Roots.Catalogue);
        Directory.CreateDirectory(settings.Data);
        Directory.CreateDirectory(settings.Keys);
        _app = HejieApp.Build(settings, ["--urls", "http://127.0.0.1:0"], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender>(_telephones));
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseSetting(WebHostDefaults.SuppressStatusMessagesKey, "true");
        });
        await _app.PrepareAsync();
        await _app.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = s_flags });
    }

    /// <summary>Stops both and leaves nothing behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits for a message to a telephone and finds the code in it.</summary>
    internal async Task<string> CodeSentToAsync(string telephone)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            if (_telephones.TakeLatest(telephone) is { } text)
                return Code().Match(text).Value;
            await Task.Delay(100);
        }

        throw new TimeoutException($"No message came to {telephone}.");
    }

    /// <summary>An account that holds the first post of a role in a body, and the name to sign in with.</summary>
    internal Task<string> AccountAsync(string kind, string place, Role role)
    {
        var code = PlaceNamed(place).Code;
        return AccountAsync(Bodies.Bodies.Single(body => body.Kind.Code == kind && body.Place == code), role);
    }

    /// <summary>An account of the body above one.</summary>
    internal Task<string> AccountAboveAsync(string kind, string place, Role role)
    {
        var code = PlaceNamed(place).Code;
        var body = Bodies.Bodies.Single(body => body.Kind.Code == kind && body.Place == code);
        return AccountAsync(Bodies.Body(Bodies.SuperiorOf(body.Id)!.Value)!, role);
    }

    internal Place PlaceNamed(string name) => Bodies.Named(name, 20).First(place => place.Name == name);

    private async Task<string> AccountAsync(Body body, Role role)
    {
        var post = Bodies.PostsOf(body.Id).First(post => post.Role == role);
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var name = string.Create(CultureInfo.InvariantCulture, $"post{post.Id}");
        if (await accounts.FindByNameAsync(name) is not null)
            return name;
        var account = new Account { UserName = name, DisplayName = "段示例" };
        (await accounts.CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        db.Appointments.Add(new AppointmentRow { Account = account.Id, Post = post.Id });
        await db.SaveChangesAsync();
        return name;
    }

    /// <summary>The first post of a role in a body, as a scope.</summary>
    internal Scope Post(string kind, string place, Role role)
    {
        var code = PlaceNamed(place).Code;
        var body = Bodies.Bodies.Single(body => body.Kind.Code == kind && body.Place == code);
        return At(Bodies.PostsOf(body.Id).First(post => post.Role == role).Id);
    }

    /// <summary>The scope of a post.</summary>
    internal Scope At(int post) => StaffScope.Of(Bodies, Services.GetRequiredService<CatalogueHolder>().Current, 1, post)!;

    [GeneratedRegex("(?<=验证码是 )[0-9]{6}|(?<=查询码 )[0-9A-Z-]+")]
    private static partial Regex Code();

    /// <summary>Everybody's telephone: the newest message to each, read once.</summary>
    private sealed class Telephones : IMessageSender
    {
        private readonly ConcurrentDictionary<string, string> _latest = new();

        public string? TakeLatest(string telephone) => _latest.TryRemove(telephone, out var text) ? text : null;

        public Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel)
        {
            _latest[message.Telephone] = message.Text;
            return Task.CompletedTask;
        }
    }
}

/// <summary>The clock of the machine, put forward as far as a story has come.</summary>
internal sealed class MovingTime : TimeProvider
{
    private TimeSpan _ahead;

    public void Forward(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_ahead.TotalSeconds * TimestampFrequency);
}
