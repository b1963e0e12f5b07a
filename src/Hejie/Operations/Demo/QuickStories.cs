using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>A danger that was made up.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Line">What was reported.</param>
/// <param name="Ago">How long before the present.</param>
/// <param name="Update">What the body that leads wrote; null where nobody leads yet.</param>
/// <param name="Report">How it was closed; null while it goes on.</param>
internal sealed record QuickStory(string Kind, string Line, TimeSpan Ago, string? Update, string? Report);

/// <summary>The quick reports of the demonstration: one that nobody has acknowledged yet, one that the township leads, one that is over.</summary>
internal static class QuickStories
{
    public static IReadOnlyList<QuickStory> All { get; } =
    [
        new("utilities", "村口老井旁边电线断了，垂到路面，下雨天有人走。", TimeSpan.FromMinutes(4), null, null),
        new("landslide", "环海路往上两百米，山坡往下掉石头，半边路堵了。", TimeSpan.FromMinutes(40), "设了警戒，绕行后山路，挖机在路上。", null),
        new("fire", "村北林子边冒烟，风往山上吹。", TimeSpan.FromDays(3), "扑火队到了，火没有上山。", "烧秸秆引起，明火灭了，留人看到天黑。"),
    ];

    /// <summary>What the posts of the four levels did.</summary>
    public static void Run(MatterWalk walk, QuickStory story, BodyDirectory directory)
    {
        if (story.Update is null)
            return;
        Actor.Staff At(PlaceLevel level)
        {
            var body = directory.Serving(BodyKinds.ServiceCentre, level, PlaceCode.Of(walk.State.Place)) ?? throw new InvalidOperationException($"There is no service centre at the level {level}.");
            return new Actor.Staff(body, directory.PostsOf(body).First(post => post.Role == Role.DutyOfficer).Id, Role.DutyOfficer);
        }

        var filed = walk.At;
        walk.Move("acknowledge", At(PlaceLevel.Village), filed.AddMinutes(2));
        walk.Move("acknowledge", At(PlaceLevel.County), filed.AddMinutes(5));
        walk.Move("take-lead", At(PlaceLevel.Township), filed.AddMinutes(9));
        walk.Move("update", At(PlaceLevel.Township), filed.AddMinutes(25), ("text", story.Update));
        if (story.Report is null)
            return;
        walk.Move("acknowledge", At(PlaceLevel.Prefecture), filed.AddMinutes(31));
        walk.Move("close", At(PlaceLevel.Township), filed.AddHours(5), ("outcome", "over"), ("text", story.Report));
    }
}
