using System.Net;
using Hejie.Rules.Procedures;

namespace Hejie.Tests.Staff;

/// <summary>Whoever runs an installation can tell afterwards who of staff came in, and who tried to.</summary>
public abstract class AccessLogStories(Installation hejie)
{
    [Fact]
    public async Task Who_came_in_and_who_was_kept_out_is_logged_and_what_was_typed_is_not()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        var lines = await ListenAsync(async () =>
        {
            using var officer = new Officer(hejie, "127.0.3.1");
            (await officer.SignInAsync(name, "a wrong password")).Dispose();
            // A password where the name belongs.
            (await officer.SignInAsync("my secret password", "typed too early")).Dispose();
            (await officer.SignInAsync(name, Officer.Password)).Dispose();
            (await officer.SendAsync(await officer.OpenAsync("/me"), "form[action='/signout']")).Dispose();
            using var guesser = new Officer(hejie, "127.0.3.2");
            for (var tried = 0; tried < 7; tried++)
                (await guesser.SignInAsync(name, "a wrong password")).Dispose();
        });

        lines.ShouldContain(line => line.StartsWith("A wrong password for account ", StringComparison.Ordinal) && line.EndsWith("from 127.0.3.1.", StringComparison.Ordinal));
        lines.ShouldContain("A wrong password for account (null) from 127.0.3.1.");
        lines.ShouldContain(line => line.Contains("came in by Password from 127.0.3.1", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("left from 127.0.3.1", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("Who guesses from 127.0.3.2 has to wait ", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Contains("secret password", StringComparison.Ordinal) && !line.Contains("typed too early", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_post_may_not_reach_is_logged_by_its_pattern()
    {
        using var clerk = await Officer.AtAsync(hejie, hejie.Post("service-centre", "大理市", Role.Clerk));
        var matter = Guid.NewGuid().ToString("N");
        var lines = await ListenAsync(async () =>
        {
            using var refused = await clerk.GetAsync("/matters/532901/" + matter);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        });

        lines.ShouldContain(line => line.Contains("may not reach matters/{county", StringComparison.Ordinal));
        lines.Where(line => line.StartsWith("Account ", StringComparison.Ordinal)).ShouldAllBe(line => !line.Contains(matter));
    }

    private async Task<IReadOnlyList<string>> ListenAsync(Func<Task> work)
    {
        var before = hejie.Logs.Lines.Count;
        hejie.Logs.On = true;
        try
        {
            await work();
        }
        finally
        {
            hejie.Logs.On = false;
        }

        // Of the framework's lines those below warnings are kept out of the log, and are of every level here.
        string[] own = ["Account ", "A wrong ", "A right ", "A passkey ", "Who guesses "];
        return [.. hejie.Logs.Lines.Skip(before).Where(line => own.Any(begin => line.StartsWith(begin, StringComparison.Ordinal)))];
    }
}

public sealed class AccessLogStoriesOnSqlite(SqliteInstallation hejie) : AccessLogStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class AccessLogStoriesOnPostgres(PostgresInstallation hejie) : AccessLogStories(hejie), IClassFixture<PostgresInstallation>;
