using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Orders;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>One quick order of the demonstration: a flood warning to 喜洲镇, which all but one of the first posts have acknowledged.</summary>
internal static class DemoOrder
{
    private const int Answers = 12;

    public static async Task RunAsync(IServiceProvider services, BodyDirectory directory, Catalogue catalogue, CancellationToken cancel)
    {
        var township = PlaceCode.Parse("532901104000");
        if (directory.Serving(BodyKinds.ServiceCentre, PlaceLevel.Township, township) is not { } body
            || StaffScope.Of(directory, catalogue, 0, directory.PostsOf(body).First(post => post.Role == Role.DutyOfficer).Id) is not { } duty)
            return;
        var due = services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(8);
        var draft = new OrderDraft("task", "flood", null, [township.ToString()], "今晚有暴雨，请巡查沿河的堤和桥，低处的人先到学校，巡查完报结果。", due);
        if (await services.GetRequiredService<IssueOrder>().RunAsync(duty, draft, Guid.CreateVersion7(), cancel) is not OrderIssued.Done { Order: var order })
            throw new InvalidOperationException("The order of the demonstration was refused.");
        var answer = services.GetRequiredService<AnswerOrder>();
        var posts = OrderArea.Posts(directory, [township], duty.Post.Id).Take(Answers).ToList();
        foreach (var post in posts.Skip(1))
            await answer.AcknowledgeAsync(StaffScope.Of(directory, catalogue, 0, post.Id)!, order.County, order.Id, cancel);
        await answer.ReportAsync(StaffScope.Of(directory, catalogue, 0, posts[1].Id)!, order.County, order.Id, "done", "堤和桥都看过，没有险情。", cancel);
    }
}
