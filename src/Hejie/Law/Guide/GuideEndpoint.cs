using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Guide;
using Hejie.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Law.Guide;

/// <summary>The guide to the right door.</summary>
/// <param name="First">The question that is asked first.</param>
/// <param name="Questions">The questions.</param>
/// <param name="Leaves">Where they lead.</param>
internal sealed record GuideBody(string First, IReadOnlyList<GuideQuestionBody> Questions, IReadOnlyList<GuideLeafBody> Leaves);

/// <summary>A question.</summary>
internal sealed record GuideQuestionBody(string Name, string Ask, string? Hint, IReadOnlyList<GuideAnswerBody> Answers);

/// <summary>An answer.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Text">What it says.</param>
/// <param name="Hint">Examples.</param>
/// <param name="To">The question or leaf that it leads to.</param>
internal sealed record GuideAnswerBody(string Code, string Text, string? Hint, string To);

/// <summary>The right door.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">The procedure, or who else.</param>
/// <param name="Procedure">The id of the procedure; absent where the door is elsewhere.</param>
/// <param name="Telephone">The telephone of a door elsewhere.</param>
/// <param name="Why">Why it is the right one.</param>
/// <param name="WrongDoor">What is lost by another.</param>
/// <param name="Since">The question for the day from which the limits count.</param>
/// <param name="Limits">The rules whose time may be running.</param>
internal sealed record GuideLeafBody(
    string Name, string Title, string? Procedure, string? Telephone, string Why, string WrongDoor, string? Since, IReadOnlyList<string> Limits);

/// <summary><c>GET /api/v1/guide</c>.</summary>
internal static class GuideEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/guide", Show).For(Access.Public)
        .WithName("showGuide").WithSummary("找对门的问题和去处 · The questions that lead to the right door")
        .Produces<GuideBody>();

    private static Ok<GuideBody> Show(CatalogueHolder catalogue, IWords words)
    {
        var guide = catalogue.Current.Guide;
        return TypedResults.Ok(new GuideBody(
            guide.First.Name,
            [.. guide.Questions.Values.Select(question => new GuideQuestionBody(question.Name, words[question.Ask], Optional(question.Hint), [
                .. question.Answers.Select(answer => new GuideAnswerBody(answer.Code, words[answer.Text], Optional(answer.Hint), answer.To)),
            ]))],
            [.. guide.Leaves.Values.Select(leaf => Describe(leaf, catalogue.Current, words))]));

        string? Optional(Rules.Catalogue.Words? text) => text is null ? null : words[text];
    }

    private static GuideLeafBody Describe(GuideLeaf leaf, Catalogue catalogue, IWords words) => new(
        leaf.Name, words[catalogue.TitleOf(leaf)], (leaf as GuideLeaf.Filing)?.Procedure, (leaf as GuideLeaf.Elsewhere)?.Telephone,
        words[leaf.Why], words[leaf.WrongDoor], leaf.Since is { } since ? words[since] : null, leaf.Limits);
}
