using System.Text.Json.Serialization;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Law.Guide;
using Hejie.Operations;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Law;

/// <summary>A rule in short, in its newest version.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What is to be done within it.</param>
/// <param name="Period">How long it is.</param>
/// <param name="Article">The source, cited in Chinese.</param>
/// <param name="Verified">Whether the article was read in the statute's text.</param>
internal sealed record RuleLine(string Id, string Title, string Period, string Article, bool Verified);

/// <summary>All rules.</summary>
internal sealed record RulesBody(IReadOnlyList<RuleLine> Rules);

/// <summary>A rule in all its versions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Versions">The versions, the oldest first.</param>
/// <param name="Procedures">The procedures with a clock of this rule.</param>
internal sealed record RuleBody(string Id, IReadOnlyList<RuleVersionBody> Versions, IReadOnlyList<string> Procedures);

/// <summary>A version of a rule.</summary>
/// <param name="Version">SHA-256 of its canonical text: what a matter's clock keeps.</param>
/// <param name="From">The first day of an event to which it applies.</param>
/// <param name="Until">The last day; absent until further notice.</param>
/// <param name="Title">What is to be done within it.</param>
/// <param name="Starts">The event that starts it; its day or hour is not counted.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Length">How many.</param>
/// <param name="RollOver">Whether a last day of rest moves the end to the next working day.</param>
/// <param name="Extension">By how much it can be made longer, who must agree, how often; absent where it cannot.</param>
/// <param name="Pauses">For what it stands still.</param>
/// <param name="Restarts">The event after which it is counted anew; absent where there is none.</param>
/// <param name="Relief">The rule within which relief from a missed period is asked for.</param>
/// <param name="Then">What comes next when it has passed.</param>
/// <param name="Article">The source, cited in Chinese.</param>
/// <param name="Verified">Whether the article was read in the statute's text.</param>
/// <param name="Source">How the period is known.</param>
internal sealed record RuleVersionBody(
    string Version, DateOnly From, DateOnly? Until, string Title, string Starts, PeriodUnit Unit, int Length, bool RollOver,
    ExtensionBody? Extension, IReadOnlyList<Named> Pauses, string? Restarts, string? Relief, string Then, string Article, bool Verified, string Source);

/// <summary>How a period can be made longer.</summary>
/// <param name="Period">By how much, each time.</param>
/// <param name="Approver">Who must agree.</param>
/// <param name="Times">How often at most; absent for no limit.</param>
internal sealed record ExtensionBody(string Period, string Approver, int? Times);

/// <summary>A date counted by a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">The version that counted.</param>
/// <param name="Calendar">The calendar it was counted on.</param>
/// <param name="Due">The last day, Asia/Shanghai; for hours the moment, with its offset.</param>
/// <param name="Safe">The earlier day to keep to, where a local day off moved the date.</param>
/// <param name="Provisional">Whether it leans on days off that no notice has fixed yet.</param>
/// <param name="Then">What comes next when it has passed.</param>
/// <param name="Article">The source, cited in Chinese.</param>
/// <param name="Verified">Whether the article was read in the statute's text.</param>
/// <param name="Steps">Every step of the count.</param>
internal sealed record DueBody(
    string Rule, string Version, string Calendar, string Due, DateOnly? Safe, bool Provisional, string Then, string Article, bool Verified,
    IReadOnlyList<string> Steps);

/// <summary><c>GET /api/v1/rules</c>, <c>GET /api/v1/rules/{id}</c> and <c>GET /api/v1/rules/{id}/due</c>.</summary>
internal static class RulesEndpoint
{
    private const string Pause = "pause";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rules", List).For(Access.Public)
            .WithName("listRules").WithSummary("法定期限 · The periods of the law").Produces<RulesBody>();
        api.MapGet("/rules/{id}", Show).For(Access.Public)
            .WithName("showRule").WithSummary("一个期限的各个版本 · A period in all its versions").Produces<RuleBody>().Refuses(404);
        api.MapGet("/rules/{id}/due", Due).For(Access.Public)
            .WithName("countPeriod").WithSummary("算到哪一天 · Count to the last day")
            .WithDescription("`from` 当天不算。按小时算的期限，`from` 写 `2026-02-02T09:30`。 · The day of `from` is not counted. For a period in hours `from` is a moment: `2026-02-02T09:30`.")
            .Produces<DueBody>().Refuses(400, 404);
    }

    private static Ok<RulesBody> List(CatalogueHolder catalogue, IWords words) => TypedResults.Ok(new RulesBody(
        [.. RuleList.Of(catalogue.Current.Rules).Select(rule => new RuleLine(rule.Id, words[rule.Title], words[rule.Period], rule.Article, rule.Verified))]));

    private static IResult Show(string id, CatalogueHolder catalogue, IWords words) =>
        catalogue.Current.Rules.Versions(id) is { Count: > 0 } versions
            ? TypedResults.Ok(new RuleBody(id, [.. versions.Select(version => Describe(version, words))], [.. catalogue.Current.Procedures.Using(id).Select(procedure => procedure.Id)]))
            : None();

    private static IResult Due(string id, string? from, string? calendar, string? extended, string? pause, CatalogueHolder catalogue, IWords words)
    {
        if (catalogue.Current.Rules.Versions(id).Count == 0)
            return None();
        if (pause?.Split("..") is not (null or [_, _]))
            return ApiProblem.Field(Pause, "count.pause-form");
        var days = pause?.Split("..") ?? ["", ""];
        return CountPeriod.Run(catalogue.Current, id, new PeriodAsked(from ?? "", calendar ?? "", extended ?? "", days[0], days[1])) switch
        {
            PeriodCounted.Right right => TypedResults.Ok(Describe(right, words)),
            PeriodCounted.Wrong wrong => ApiProblem.Fields([.. wrong.Errors.Select(error => error.Field.StartsWith(Pause, StringComparison.Ordinal) ? error with { Field = Pause } : error)]),
            _ => throw new InvalidOperationException(),
        };
    }

    private static ApiProblem None() => new(StatusCodes.Status404NotFound, "rule.none");

    private static RuleVersionBody Describe(RuleVersion version, IWords words)
    {
        var rule = version.Rule;
        return new RuleVersionBody(
            version.Hash, rule.From, rule.Until, words[rule.Title], words[rule.Starts], rule.Unit, rule.Length, rule.RollOver,
            rule.Extension is { } extension ? new ExtensionBody(words[extension.Period], words[extension.Approver], extension.Times) : null,
            [.. rule.Pauses.Select(pause => new Named(pause.Code, words[pause.Name]))], rule.Restarts is { } restarts ? words[restarts] : null, rule.Relief,
            words[rule.Then], rule.Article, rule.Verified, words[rule.Source]);
    }

    private static DueBody Describe(PeriodCounted.Right counted, IWords words)
    {
        var (rule, count) = (counted.Version.Rule, counted.Count);
        return new DueBody(
            rule.Id, counted.Version.Hash, counted.Calendar.Scope, count.Instant is { } instant ? DueReport.Moment(instant) : Dates.Machine(count.Due),
            count.Safe < count.Due ? count.Safe : null, count.Provisional, words[rule.Then], rule.Article, rule.Verified,
            [.. count.Steps.Select(step => step.In(words.Language))]);
    }
}

[JsonSerializable(typeof(RulesBody))]
[JsonSerializable(typeof(RuleBody))]
[JsonSerializable(typeof(DueBody))]
[JsonSerializable(typeof(GuideBody))]
internal sealed partial class LawJson : JsonSerializerContext;
