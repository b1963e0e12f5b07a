using Hejie.Rounds;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Browser;

/// <summary>A week of rounds on a phone, in a town whose clock goes forward: one tap a day, one round missed, one hazard found.</summary>
public sealed class RoundsStory(Town town) : Story(town), IClassFixture<Town>
{
    private const int Missed = 3, Found = 5;

    [Fact]
    public async Task A_week_of_rounds_is_a_tap_a_day_and_the_level_above_sees_what_was_missed_and_ranks_nobody()
    {
        await KeepAsync();
        var account = await Town.AccountAsync("service-centre", "喜洲村", Role.GridWorker);
        var worker = await OutsideAsync(account);
        var missed = "";
        for (var day = 0; day < 7; day++)
        {
            // No session outlasts a shift.
            if (day > 0)
                await SignInAsync(worker, account);
            await worker.GoAsync("/rounds");
            (await worker.TextAsync(".rounds > li b")).ShouldBe("喜洲村");
            if (day == Missed)
                missed = Day();
            else if (day == Found)
                await FindsAsync(worker);
            else
                await worker.PressAsync(".rounds__nothing button");
            // The same pages come again every day.
            worker.LooksThrough = day == Found - 1;
            Town.Time.Forward(TimeSpan.FromDays(1));
            await KeepAsync();
        }

        var duty = await OfficerAsync(await Town.AccountAsync("service-centre", "喜洲村", Role.DutyOfficer));
        await duty.OpensAsync("喜洲村");
        (await duty.Screen.TextAsync()).ShouldContain("喜洲村");
        var township = await OfficerAsync(await Town.AccountAsync("service-centre", "喜洲镇", Role.Lead));
        await township.Screen.GoAsync("/rounds/below");
        var line = (await township.Screen.TextsAsync("main table tbody tr")).Single(row => row.Contains("喜洲村", StringComparison.Ordinal));
        line.ShouldContain(missed);
        line.ShouldNotContain("落石");
        line.ShouldNotContain("段示例");
        // Bodies stand in the order of places, whatever they found or missed.
        var names = await township.Screen.TextsAsync("main table tbody th");
        names.ShouldBe(names.Distinct());
    }

    private static async Task FindsAsync(Screen worker)
    {
        await worker.PressAsync(".rounds__go a");
        await worker.PressAsync(".rounds button[value=slope]");
        worker.Path.ShouldBe("/file/incident/narrative");
        await worker.TypeAsync("narrative", "村后山坡落石，堵了半边路。");
        await worker.SendAsync();
        for (var step = 0; step < 6 && !worker.Path.EndsWith("/check", StringComparison.Ordinal); step++)
        {
            await worker.PressAsync(await worker.Page.Locator("main button[value=next], main button[value=skip]").CountAsync() > 0 ? "main button[value=next], main button[value=skip]" : "main form[method=post] .btn:not(.btn--quiet):not(.btn--small)");
        }

        await worker.SendAsync();
        worker.Path.ShouldBe("/file/taken-down");
    }

    private string Day()
    {
        var date = LegalTime.DateOf(Town.Time.GetUtcNow());
        return $"{date.Month} 月 {date.Day} 日";
    }

    private async Task KeepAsync() => await Town.Services.GetRequiredService<KeepRounds>().RunAsync(CancellationToken.None);
}
