using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Matters.Rights;

/// <summary>Corrects how a party is called and reached; what is left out is emptied.</summary>
public sealed record CorrectPersonRequest
{
    /// <summary>The name.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>The telephone.</summary>
    [MaxLength(30)]
    public string? Telephone { get; init; }

    /// <summary>The address for service.</summary>
    [MaxLength(300)]
    public string? Address { get; init; }
}

/// <summary>An entry that records what a party asked for.</summary>
internal sealed record RightBody(int Entry, DateTimeOffset Recorded);

/// <summary><c>/api/v1/tracking/data</c>: a party's rights over their own data. Only their own token reaches them.</summary>
internal static class OwnDataEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tracking/data", ShowAsync).For(Access.Party)
            .WithName("copyOwnData").WithSummary("本人信息的副本 · A copy of one's own data")
            .WithDescription("留着的全部：本人的姓名电话、说过的话、经过、谁看过、保存多久。 · All that is kept: the party's name and telephone, what they said, what happened, who looked, and how long it is kept.")
            .Produces<OwnDataBody>().Refuses(401, 410);
        api.MapGet("/tracking/explanation", ExplainAsync).For(Access.Party)
            .WithName("explainMatter").WithSummary("为什么送到这里、哪些日子算数 · How it was decided, and which dates count")
            .Produces<ExplanationBody>().Refuses(401, 410);
        api.MapPost("/tracking/data/correction", CorrectAsync).For(Access.Party)
            .WithName("correctOwnData").WithSummary("更正本人的姓名、电话、地址 · Correct one's own name, telephone, address")
            .WithDescription("新的从现在起算；旧的留在记录里，不改。 · The new ones count from now on; the old ones stay in the journal.")
            .Example("""{"name": "杨示例", "telephone": "19900001234"}""")
            .Produces<RightBody>().Refuses(400, 401, 410, 413, 415);
        api.MapPost("/tracking/data/erasure", EraseAsync).For(Access.Party)
            .WithName("eraseOwnData").WithSummary("要求删除 · Ask for erasure")
            .WithDescription("法律没有要求留存、已经了结的，立即销毁，不能恢复；法律要求留存的，答复 409，写明哪一条，并记在事项里。 · What no law keeps is destroyed at once, once it has ended, and nothing brings it back. What a law keeps is answered with 409 and the article, and the request is recorded.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 409);
        api.MapPost("/tracking/data/consents/{what}/withdrawal", (string what, PartySession session, ChangeConsent consent, CancellationToken cancel) => ConsentAsync(what, false, session, consent, cancel)).For(Access.Party)
            .WithName("withdrawConsent").WithSummary("撤回同意：messages 短信，recovery 用手机找回查询码 · Withdraw a consent: messages, or recovery by telephone")
            .Produces<RightBody>().Refuses(400, 401, 410);
        api.MapPost("/tracking/data/consents/{what}", (string what, PartySession session, ChangeConsent consent, CancellationToken cancel) => ConsentAsync(what, true, session, consent, cancel)).For(Access.Party)
            .WithName("giveConsent").WithSummary("重新同意接收短信 · Consent to messages again")
            .Produces<RightBody>().Refuses(400, 401, 410);
    }

    private static async Task<IResult> ShowAsync(PartySession session, ReadOwnData read, CancellationToken cancel) =>
        await read.RunAsync((await session.FindAsync())!, cancel) is var (_, data) ? TypedResults.Ok(data) : Gone();

    private static async Task<IResult> ExplainAsync(PartySession session, ReadOwnData read, ExplainMatter explain, CancellationToken cancel) =>
        await read.RunAsync((await session.FindAsync())!, cancel) is var (own, _) ? TypedResults.Ok(explain.Of(own)) : Gone();

    private static async Task<IResult> CorrectAsync(JsonBody<CorrectPersonRequest> body, PartySession session, CorrectPerson correct, CancellationToken cancel)
    {
        var (party, given) = ((await session.FindAsync())!, body.Value);
        var written = await correct.RunAsync(party, new Person(given.Name ?? "", given.Telephone, given.Address, party.Role), cancel);
        return written is Written.Invalid invalid
            ? ApiProblem.Fields([.. invalid.Errors.Select(error => error with { Field = error.Field.Replace("filer.", "", StringComparison.Ordinal) })])
            : Answer(written);
    }

    private static async Task<IResult> EraseAsync(PartySession session, AskErasure erase, IWords words, CancellationToken cancel) =>
        await erase.RunAsync((await session.FindAsync())!, cancel) is ErasureAsked.Refused refused
            ? new ApiProblem(StatusCodes.Status409Conflict, refused.Code, string.Join(words["sep"], new[] { refused.Article, refused.Until?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }.OfType<string>()))
            : TypedResults.NoContent();

    private static async Task<IResult> ConsentAsync(string what, bool given, PartySession session, ChangeConsent consent, CancellationToken cancel) =>
        Answer(await consent.RunAsync((await session.FindAsync())!, what, given, cancel));

    private static IResult Answer(Written written) => written is Written.Done done
        ? TypedResults.Ok(new RightBody(done.Entry.Number, LegalTime.Instant(done.Entry.Recorded)))
        : WrittenProblem.Of(written);

    private static ApiProblem Gone() => new(StatusCodes.Status410Gone, "matter.forgotten");
}
