using Hejie.Data;
using Hejie.Orders;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Browser;

/// <summary>A warning of a flood goes to all of 喜洲镇; who is out on the dyke acknowledges it on a phone, and who is silent is seen and called again.</summary>
public sealed class FloodOrderStory(Town town) : Story(town)
{
    private const string What = "弥苴河水位上涨，今晚前把低处的人和牲口转到高处，把沟口的沙袋垒好。";

    [Fact]
    public async Task A_flood_order_to_a_township_is_acknowledged_by_all_but_one_who_is_seen_and_called_again()
    {
        var township = await OfficerAsync(await Town.AccountAsync("service-centre", "喜洲镇", Role.DutyOfficer));
        await GiveAsync(township.Screen);
        var order = township.Screen.Path;
        var (county, id) = (int.Parse(order.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture), Guid.Parse(order.Split('/')[3]));
        var told = await PostsAsync(county, id);
        told.Count.ShouldBeGreaterThan(20);

        // One on a phone out on the dyke, one at a village's desk; the others, all but one, as their pages would.
        var worker = await OutsideAsync(await Town.AccountAsync("service-centre", "喜洲村", Role.GridWorker));
        await worker.GoAsync("/orders");
        (await worker.TextAsync()).ShouldContain(What);
        await worker.PressAsync(".order form button");
        (await worker.TextAsync(".order")).ShouldContain("已回“收到”");
        var village = await OfficerAsync(await Town.AccountAsync("service-centre", "周城村", Role.DutyOfficer));
        await village.Screen.GoAsync(order);
        await village.Screen.PressAsync("form.acknowledge button");
        await village.Screen.ChooseAsync("report", "done");
        await village.Screen.TypeAsync("text", "沙袋垒好了，低处三排房子的人都上来了。");
        await village.Screen.PressAsync("form.report button");

        var silent = Town.Post("service-centre", "庆洞村", Role.GridWorker).Post.Id;
        foreach (var post in (await PostsAsync(county, id)).Where(row => row.Acknowledged is null && row.Post != silent))
        {
            await using var scope = Town.Services.CreateAsyncScope();
            (await scope.ServiceProvider.GetRequiredService<AnswerOrder>().AcknowledgeAsync(Town.At(post.Post), county, id, CancellationToken.None)).ShouldBeOfType<OrderAnswered.Done>();
        }

        // The page of who gave it says so by itself.
        await township.Screen.Page.Locator("#answers .counts", new() { HasText = "，1 个还没有回" }).WaitForAsync();
        await township.Screen.GoAsync(order);
        var late = await township.Screen.TextsAsync("#answers tr.late");
        late.ShouldHaveSingleItem().ShouldContain("庆洞村");
        (await township.Screen.TextAsync("#answers")).ShouldContain("沙袋垒好了");
        await township.Screen.PressAsync("form.call-all button");
        (await township.Screen.TextAsync("#answers tr.late")).ShouldContain("再叫过");
        var last = await OutsideAsync(await Town.AccountAsync("service-centre", "庆洞村", Role.GridWorker));
        await last.GoAsync("/orders");
        await last.PressAsync(".order form button");
        await township.Screen.GoAsync(order);
        (await township.Screen.Page.Locator("#answers tr.late").CountAsync()).ShouldBe(0);
        await township.Screen.TypeAsync("outcome", "全镇都回了，人都在高处。");
        await township.Screen.PressAsync("form.close button");
        (await township.Screen.TextAsync()).ShouldContain("全镇都回了，人都在高处。");
    }

    private static async Task GiveAsync(Screen screen)
    {
        await screen.GoAsync("/orders/new");
        await screen.ChooseAsync("kind", "task");
        await screen.Page.Locator("[name=hazard]").SelectOptionAsync("flood");
        await screen.Page.Locator("[name=area]").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await screen.TypeAsync("text", What);
        await screen.TypeAsync("due", LegalTime.DateOf(DateTimeOffset.UtcNow).AddDays(1).ToDateTime(new TimeOnly(20, 0)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await screen.PressAsync("form.order-form .btn");
        screen.Page.Url.ShouldContain("done=issued");
    }

    private async Task<List<OrderPostRow>> PostsAsync(int county, Guid id)
    {
        await using var scope = Town.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HejieDb>().OrderPosts.AsNoTracking().Where(row => row.County == county && row.Order == id).ToListAsync();
    }
}
