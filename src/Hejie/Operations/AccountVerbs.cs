using System.CommandLine;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Identity.Outside;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>The verbs of accounts: <c>./hejie account add|appoint|end|password|reset-second|bind|unbind NAME</c>. They speak both languages, Chinese first.</summary>
internal static class AccountVerbs
{
    public static Command Command(Settings settings)
    {
        var name = new Argument<string>("NAME") { Description = "登录名 · What to sign in with" };
        var display = new Option<string>("--display") { Description = "同事看到的名字 · The name that colleagues read", Required = true };
        var body = new Option<string>("--body") { Description = "单位的全名 · The body, by its exact name", Required = true };
        var role = new Option<string>("--role") { Description = "岗位的角色 · The role of the post: " + Roles(Enum.GetValues<Role>()), Required = true };

        var add = new Command("add", "新建账号和它的第一个岗位，密码从标准输入读取 · Make an account with its first post; the password is read from standard input") { name, display, body, role };
        add.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => AddAsync(
            services, book, parsed.GetValue(name)!, parsed.GetValue(display)!, parsed.GetValue(body)!, parsed.GetValue(role)!, cancel), cancel));
        var appoint = new Command("appoint", "给账号再加一个岗位 · Give an account another post") { name, body, role };
        appoint.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => AppointAsync(
            services, book, parsed.GetValue(name)!, parsed.GetValue(body)!, parsed.GetValue(role)!, cancel), cancel));
        var end = new Command("end", "结束账号的所有岗位，并停用登录 · End all posts of an account and lock its sign-in") { name };
        end.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => EndAsync(services, book, parsed.GetValue(name)!, cancel), cancel));
        var password = new Command("password", "忘了密码的，给他一个三天内换掉的密码，从标准输入读取 · Give who forgot theirs a password to change within three days; it is read from standard input") { name };
        password.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => PasswordAsync(services, book, parsed.GetValue(name)!, cancel), cancel));
        var reset = new Command("reset-second", "撤销账号丢失的验证器和通行密钥，并结束它的会话 · Take a lost authenticator and the passkeys from an account, and end its sessions") { name };
        reset.SetAction((parsed, cancel) => RunAsync(settings, async (services, book) =>
            await services.GetRequiredService<ResetSecondFactor>().RunAsync(parsed.GetValue(name)!, cancel)
                ? Speak.Say(book, words => words["account.reset", parsed.GetValue(name)])
                : Speak.Wrong(book, new FieldError("name", "account.none", parsed.GetValue(name)!)), cancel));
        var subject = new Option<string>("--subject") { Description = "外部登录系统里这个人的 sub · The person at the outside provider, by its 'sub'", Required = true };
        var bind = new Command("bind", "让账号的人从外部登录系统进来 · Let an account's holder come in by the outside provider") { name, subject };
        bind.SetAction((parsed, cancel) => RunAsync(settings, (services, book) => BindAsync(
            services, book, parsed.GetValue(name)!, parsed.GetValue(subject)!, cancel), cancel));
        var unbind = new Command("unbind", "撤销外部登录，并结束会话 · Take that back, and end the account's sessions") { name };
        unbind.SetAction((parsed, cancel) => RunAsync(settings, async (services, book) =>
            await services.GetRequiredService<UnbindAccount>().RunAsync(parsed.GetValue(name)!, cancel)
                ? Speak.Say(book, words => words["account.unbound", parsed.GetValue(name)])
                : Speak.Wrong(book, new FieldError("name", "account.none", parsed.GetValue(name)!)), cancel));
        return new Command("account", "工作人员账号 · The accounts of staff") { add, appoint, end, password, reset, bind, unbind };
    }

    private static async Task<int> AddAsync(
        IServiceProvider services, WordBook book, string name, string display, string body, string typed, CancellationToken cancel)
    {
        if (RoleOf(typed) is not { } role)
            return UnknownRole(book, typed);
        var (password, again) = await ReadPassword.RunAsync(book, cancel);
        if (password != again)
            return Speak.Wrong(book, new FieldError("password", "account.password-differs"));
        switch (await services.GetRequiredService<AddAccount>().RunAsync(name, display, body, role, password, cancel))
        {
            case AccountAdded.Done done:
                return Speak.Say(book, words => words["account.added", name, done.Body.Name, done.Post.Name]);
            case AccountAdded.NoPost none:
                return NoPost(book, body, none.Why);
            case AccountAdded.Invalid invalid:
                return Speak.Wrong(book, [.. invalid.Errors]);
            default:
                throw new InvalidOperationException();
        }
    }

    private static async Task<int> AppointAsync(
        IServiceProvider services, WordBook book, string name, string body, string typed, CancellationToken cancel)
    {
        if (RoleOf(typed) is not { } role)
            return UnknownRole(book, typed);
        return await services.GetRequiredService<AppointAccount>().RunAsync(name, body, role, cancel) switch
        {
            AccountAppointed.Done done => Speak.Say(book, words => words["account.appointed", name, done.Body.Name, done.Post.Name]),
            AccountAppointed.NoPost none => NoPost(book, body, none.Why),
            AccountAppointed.NoGrid other => Speak.Wrong(book, new FieldError("role", "account.no-grid", other.Held.Name)),
            AccountAppointed.OtherHand other => Speak.Wrong(book, new FieldError("role", "account.other-hand", other.Held.Name)),
            _ => Speak.Wrong(book, new FieldError("name", "account.none", name)),
        };
    }

    private static async Task<int> EndAsync(IServiceProvider services, WordBook book, string name, CancellationToken cancel) =>
        await services.GetRequiredService<EndAccount>().RunAsync(name, cancel) switch
        {
            AccountEnded.Done done => Speak.Say(book, words => words["account.ended", name, done.Posts]),
            _ => Speak.Wrong(book, new FieldError("name", "account.none", name)),
        };

    private static async Task<int> PasswordAsync(IServiceProvider services, WordBook book, string name, CancellationToken cancel)
    {
        var (password, again) = await ReadPassword.RunAsync(book, cancel);
        if (password != again)
            return Speak.Wrong(book, new FieldError("password", "account.password-differs"));
        return await services.GetRequiredService<GivePassword>().RunAsync(name, password, cancel) switch
        {
            PasswordGiven.Done => Speak.Say(book, words => words["account.password-given", name]),
            PasswordGiven.Invalid invalid => Speak.Wrong(book, [.. invalid.Errors]),
            _ => Speak.Wrong(book, new FieldError("name", "account.none", name)),
        };
    }

    private static async Task<int> BindAsync(IServiceProvider services, WordBook book, string name, string subject, CancellationToken cancel) =>
        await services.GetRequiredService<BindAccount>().RunAsync(name, subject, cancel) switch
        {
            AccountBound.Done done => Speak.Say(book, words => words["account.bound", name, subject, done.Issuer]),
            AccountBound.NoProvider => Speak.Wrong(book, new FieldError("subject", "account.no-provider")),
            AccountBound.NoSubject => Speak.Wrong(book, new FieldError("subject", "account.subject")),
            AccountBound.Bound => Speak.Wrong(book, new FieldError("name", "account.bound", name)),
            AccountBound.Taken => Speak.Wrong(book, new FieldError("subject", "account.subject-taken", subject)),
            _ => Speak.Wrong(book, new FieldError("name", "account.none", name)),
        };

    private static async Task<int> RunAsync(Settings settings, Func<IServiceProvider, WordBook, Task<int>> work, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, []);
        if (!await Cli.IsReadyAsync(app, () => app.PrepareAsync(cancel)))
            return Cli.BadInput;
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, app.Services.GetRequiredService<WordBook>());
    }

    private static int NoPost(WordBook book, string body, PostFound why)
    {
        if (why is PostFound.NoPost none)
        {
            Speak.Wrong(book, new FieldError("role", "account.no-post", body));
            Console.Error.WriteLine("  " + Roles(none.Roles));
            return Cli.BadInput;
        }

        Speak.Wrong(book, new FieldError("body", "account.body", body));
        foreach (var near in ((PostFound.NoBody)why).Nearest)
            Console.Error.WriteLine("  " + near);
        return Cli.BadInput;
    }

    private static int UnknownRole(WordBook book, string typed)
    {
        Speak.Wrong(book, new FieldError("role", "account.role", typed));
        Console.Error.WriteLine("  " + Roles(Enum.GetValues<Role>()));
        return Cli.BadInput;
    }

    private static Role? RoleOf(string typed) =>
        Enum.GetValues<Role>().Where(role => Word(role) == typed).Select(role => (Role?)role).SingleOrDefault();

    private static string Roles(IEnumerable<Role> roles) => string.Join(", ", roles.Select(Word));

    private static string Word(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());
}
