using System.ComponentModel;
using System.Text.Json.Serialization;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Questions;

/// <summary>The answer to a question: exact figures of what the post may open.</summary>
/// <param name="Said">The question as it was understood, in words.</param>
/// <param name="Question">The same as the parameters of an address: asked by them it is the same question.</param>
/// <param name="Unit">matters, percent or days.</param>
/// <param name="Whole">All together.</param>
/// <param name="From">The first day that it is compared with; absent where nothing was to be compared.</param>
/// <param name="Until">The last day that it is compared with.</param>
/// <param name="Parts">The parts, in the order asked for.</param>
internal sealed record AnswerBody(string Said, string Question, string Unit, AnswerPartBody Whole, DateOnly? From, DateOnly? Until, IReadOnlyList<AnswerPartBody> Parts);

/// <summary>A figure of an answer.</summary>
/// <param name="Keys">What it is of, by the groupings asked for: code and name; empty for the whole.</param>
/// <param name="Value">The figure in the answer's unit; absent where there is nothing to say, such as a share of none.</param>
/// <param name="Matters">How many matters are behind it; of days, how many were counted.</param>
/// <param name="Of">Of how many, of a share.</param>
/// <param name="Before">The figure of the days that it is compared with.</param>
/// <param name="Behind">Where a person who is signed in finds the matters behind it; absent where there are none.</param>
/// <param name="BehindOf">Where all are found of which it is a share.</param>
/// <param name="BehindBefore">Where those of the days are found that it is compared with.</param>
internal sealed record AnswerPartBody(IReadOnlyList<Named> Keys, double? Value, long Matters, long? Of, double? Before, string? Behind, string? BehindOf, string? BehindBefore);

/// <summary>What is asked, as it stands in the address; see <see cref="QuestionLink"/>.</summary>
internal sealed record AnswerQuery
{
    [FromQuery(Name = "q"), Description("一句话；写了它，下面的都不用 · The question in plain words; instead of all below")]
    public string? Q { get; init; }

    [FromQuery(Name = "measure"), Description("数什么，如 filed、overdue、on-time-rate、days-to-end · What is counted")]
    public string? Measure { get; init; }

    [FromQuery(Name = "place"), Description("地方的代码，逗号隔开 · Codes of places, by commas")]
    public string? Place { get; init; }

    [FromQuery(Name = "procedure"), Description("程序或者一组程序 · Procedures, or groups of them")]
    public string? Procedure { get; init; }

    [FromQuery(Name = "kind"), Description("种类或者一个题目 · Kinds, or topics")]
    public string? Kind { get; init; }

    [FromQuery(Name = "state"), Description("open、overdue、ended、on-time、waiting-on-resident、reopened")]
    public string? State { get; init; }

    [FromQuery(Name = "outcome"), Description("怎么结束的 · How they ended")]
    public string? Outcome { get; init; }

    [FromQuery(Name = "channel"), Description("从哪里来 · The way by which they came")]
    public string? Channel { get; init; }

    [FromQuery(Name = "body-kind"), Description("哪一种单位 · Kinds of bodies")]
    public string? BodyKind { get; init; }

    [FromQuery(Name = "body"), Description("单位的编号 · Ids of bodies")]
    public string? Body { get; init; }

    [FromQuery(Name = "from"), Description("第一天，如 2026-01-01 · The first day")]
    public string? From { get; init; }

    [FromQuery(Name = "until"), Description("最后一天 · The last day")]
    public string? Until { get; init; }

    [FromQuery(Name = "unit"), Description("这些天按什么算：week、month、quarter… · What the days are: a week, month, quarter…")]
    public string? Unit { get; init; }

    [FromQuery(Name = "compare"), Description("和什么比：year-before、period-before… · What it is set beside")]
    public string? Compare { get; init; }

    [FromQuery(Name = "by"), Description("按什么分，最多两样，逗号隔开 · Groupings, two at most")]
    public string? By { get; init; }

    [FromQuery(Name = "order"), Description("highest 或 lowest")]
    public string? Order { get; init; }

    [FromQuery(Name = "top"), Description("最多几个 · How many at most")]
    public string? Top { get; init; }

    /// <summary>The parameters other than the plain words, by the names of <see cref="QuestionLink.Parameters"/>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields =>
        new (string Name, string? Value)[]
        {
            ("measure", Measure), ("place", Place), ("procedure", Procedure), ("kind", Kind), ("state", State), ("outcome", Outcome), ("channel", Channel), ("body-kind", BodyKind),
            ("body", Body), ("from", From), ("until", Until), ("unit", Unit), ("compare", Compare), ("by", By), ("order", Order), ("top", Top),
        }.Where(given => given.Value is not null).Select(given => KeyValuePair.Create(given.Name, given.Value!));
}

/// <summary><c>GET /api/v1/answers</c>: the question page for programs.</summary>
internal static class AnswersEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/answers", HandleAsync).For(Access.Matters)
        .WithName("answerQuestion").WithSummary("问一个数，本岗能看的事 · Ask for a figure of the matters in scope")
        .WithDescription("一句话（`q`），或者一样一样写明，和“用一句话问”那一页的地址一样。数字是准的，只数本岗能打开的事。信访、复议和控告的件数，不按地方和单位分。 · In plain words (`q`), or field by field, as the address of the question page has them. Figures are exact, of what the post may open. Petitions and complaints are not set apart by places or bodies.")
        .Produces<AnswerBody>().Refuses(400, 401, 403);

    private static async Task<IResult> HandleAsync(
        [AsParameters] AnswerQuery query, StaffScope staff, AnswerQuestion answer, VocabularyHolder vocabulary, FigureWords figureWords, IWords words, TimeProvider time, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var errors = new List<FieldError>();
        if (Read(query, vocabulary.Current, LegalTime.DateOf(time.GetUtcNow()), words, errors) is not { } question)
            return ApiProblem.Fields(errors);
        return await answer.RunAsync(scope, question, cancel) switch
        {
            QuestionAnswer.Done done => TypedResults.Ok(Describe(question, done, vocabulary.Current, figureWords, words)),
            QuestionAnswer.Refused refused => ApiProblem.Field("q", "ask." + refused.Code),
            _ => throw new InvalidOperationException(),
        };
    }

    private static Question? Read(AnswerQuery query, Vocabulary vocabulary, DateOnly today, IWords words, List<FieldError> errors)
    {
        if (!string.IsNullOrWhiteSpace(query.Q))
        {
            switch (QuestionReader.Read(query.Q, vocabulary, today))
            {
                case Reading.Understood understood:
                    return understood.Question;
                case Reading.Stopped stopped:
                    errors.AddRange(stopped.Faults.Select(fault => new FieldError("q", "ask.word", QuestionWords.Of(fault, vocabulary, words.Language))));
                    return null;
            }
        }

        var question = QuestionLink.Read(query.Fields, vocabulary, out var wrong);
        if (question is null)
            errors.Add(new FieldError("q", "ask.complaints"));
        errors.AddRange(wrong.Select(name => new FieldError(name, "field.choice")));
        return errors.Count == 0 ? question : null;
    }

    private static AnswerBody Describe(Question question, QuestionAnswer.Done done, Vocabulary vocabulary, FigureWords figureWords, IWords words)
    {
        var unit = done.Asked.Weekly ? FigureUnit.Day : done.Asked.Top.Unit;
        AnswerPartBody Part(AnswerPart part) => new(
            [.. part.Keys.Select(key => new Named(FigureWords.Code(key, unit), figureWords.Key(key, unit)))], part.Value, part.Count, done.Asked.IsShare ? part.Base : null, part.Before?.Value,
            done.Behind(part), done.BehindBase(part), done.Behind(part.Before));
        return new AnswerBody(
            QuestionWords.Of(question, vocabulary, words.Language), QuestionLink.Query(question), done.Asked.IsShare ? "percent" : done.Asked.IsDays ? "days" : "matters",
            Part(done.Whole), done.Compared?.From, done.Compared?.Until, [.. done.Parts.Select(Part)]);
    }
}

[JsonSerializable(typeof(AnswerBody))]
internal sealed partial class AnswersJson : JsonSerializerContext;
