using Hejie.Bodies;

namespace Hejie.Tests.Residents;

/// <summary>A post at a browser that writes down what somebody else files.</summary>
internal static class Clerk
{
    /// <summary>Signs in and begins for somebody.</summary>
    public static async Task<Resident> BeginAsync(Installation hejie, Scope post, string by = "counter")
    {
        var clerk = new Resident(hejie);
        await clerk.SignInAsync(post);
        await clerk.OpenAsync("/assist");
        await clerk.SendAsync(("by", by));
        clerk.At.ShouldBe("/file");
        return clerk;
    }

    /// <summary>Answers the pages up to the telephone's confirmation, or to the files where there is none.</summary>
    public static async Task FillAsync(Installation hejie, Resident clerk, string? telephone)
    {
        await clerk.OpenAsync("/file/people-mediation/kind");
        clerk.Text.ShouldContain("代填：您在帮别人填，写他的原话");
        await clerk.SendAsync(("kind", "neighbour"));
        await clerk.ChooseAsync(hejie, "喜洲村");
        await clerk.SendAsync(("narrative", "屋檐水滴到我家院墙，墙脚开裂。"));
        await clerk.SendAsync(("people.0.name", "杨示例"), ("people.0.role", "respondent"));
        await clerk.SendAsync(("filer.telephone", telephone ?? ""), ("filer.name", "赵示例"));
        clerk.At.ShouldBe(telephone is null ? "/file/people-mediation/files" : "/file/people-mediation/confirm");
    }
}
