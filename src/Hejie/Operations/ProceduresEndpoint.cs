using System.Text.Json.Serialization;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Operations.Log;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Operations;

/// <summary>A procedure in short.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Promise">What it promises the resident.</param>
/// <param name="Articles">The law it rests on.</param>
internal sealed record ProcedureLine(string Id, string Title, string Promise, IReadOnlyList<string> Articles);

/// <summary>The procedures in force.</summary>
internal sealed record ProceduresBody(IReadOnlyList<ProcedureLine> Procedures);

/// <summary>A procedure in full.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version in force, by the hash of its file; a matter keeps the one it began under.</param>
/// <param name="Title">Its name.</param>
/// <param name="Promise">What it promises the resident.</param>
/// <param name="Articles">The law it rests on.</param>
/// <param name="Kinds">What a matter can be about.</param>
/// <param name="AsksAbout">Whether the filing names the body that it is about, which then never receives it.</param>
/// <param name="Form">What the filing asks.</param>
/// <param name="Stages">The resident's path.</param>
/// <param name="Initial">The state in which a matter begins.</param>
/// <param name="States">The states.</param>
/// <param name="Moves">Every legal move.</param>
/// <param name="Clocks">The statutory times.</param>
/// <param name="Remedies">The other remedies that it can name.</param>
internal sealed record ProcedureBody(
    string Id, string Version, string Title, string Promise, IReadOnlyList<string> Articles, IReadOnlyList<Named> Kinds, bool AsksAbout,
    IReadOnlyList<FieldBody> Form, IReadOnlyList<Named> Stages, string Initial, IReadOnlyList<StateLine> States, IReadOnlyList<MoveLine> Moves,
    IReadOnlyList<ClockLine> Clocks, IReadOnlyList<Named> Remedies);

/// <summary>A state of a procedure.</summary>
internal sealed record StateLine(string Name, string Title, string Tells, string Stage, Ending Ending);

/// <summary>A move of a procedure.</summary>
/// <param name="Name">Its name: the last part of its address.</param>
/// <param name="Title">What it is called.</param>
/// <param name="By">Who may make it: a role at the body that has the matter, superior, called (a body asked to reach the resident), filer, party or system.</param>
/// <param name="From">From which states.</param>
/// <param name="To">To which state; absent where it stays or depends on an answer; back: the state before.</param>
/// <param name="Form">What it asks.</param>
internal sealed record MoveLine(
    string Name, string Title, IReadOnlyList<string> By, IReadOnlyList<string> From, string? To, IReadOnlyList<FieldBody> Form);

/// <summary>A statutory time of a procedure.</summary>
internal sealed record ClockLine(string Name, string Title, string Rule, bool Binds);

/// <summary><c>GET /api/v1/procedures</c> and <c>GET /api/v1/procedures/{id}</c>.</summary>
internal static class ProceduresEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/procedures", List).For(Access.Public)
            .WithName("listProcedures").WithSummary("办事程序 · The procedures in force").Produces<ProceduresBody>();
        api.MapGet("/procedures/{id}", Show).For(Access.Public)
            .WithName("showProcedure").WithSummary("程序的表单、状态、步骤、期限 · A procedure's forms, states, moves and times")
            .Produces<ProcedureBody>().Refuses(404);
    }

    private static Ok<ProceduresBody> List(CatalogueHolder catalogue, IWords words) => TypedResults.Ok(new ProceduresBody(
    [
        .. catalogue.Current.Procedures.InForce.Select(procedure =>
            new ProcedureLine(procedure.Id, words[procedure.Title], words[procedure.Promise], procedure.Articles)),
    ]));

    private static IResult Show(string id, CatalogueHolder catalogue, IWords words) =>
        catalogue.Current.Procedures.Find(id) is { } procedure
            ? TypedResults.Ok(Describe(procedure, words))
            : new ApiProblem(StatusCodes.Status404NotFound, "procedure.none");

    private static ProcedureBody Describe(Procedure procedure, IWords words)
    {
        IReadOnlyList<Named> Options(IReadOnlyList<Option> options) => [.. options.Select(option => new Named(option.Code, words[option.Label]))];
        var remedies = Options(procedure.Remedies);
        IEnumerable<Named> Choices(Field field) => field.Type == FieldType.Remedy ? remedies : [];
        return new ProcedureBody(
            procedure.Id, procedure.Hash, words[procedure.Title], words[procedure.Promise], procedure.Articles, Options(procedure.Kinds), procedure.AsksAbout,
            FieldBody.Form(procedure.Intake, words, Choices), Options(procedure.Stages), procedure.Initial,
            [.. procedure.States.Values.Select(state => new StateLine(state.Name, words[state.Title], words[state.Tells], state.Stage, state.Ending))],
            [.. procedure.Moves.Values.Select(move => new MoveLine(
                move.Name, words[move.Title], [.. move.By.Select(By)], move.From, move.To, FieldBody.Form(move.Form, words, Choices)))],
            [.. procedure.Clocks.Values.Select(clock => new ClockLine(clock.Name, words[clock.Title], clock.Rule, clock.Binds))],
            remedies);
    }

    private static string By(Who who) => who switch
    {
        Who.AtOwner owner => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(owner.Role.ToString()),
        Who.AtSuperior => "superior",
        Who.Called => "called",
        Who.CalledTo called => "called:" + called.Kind,
        Who.Filer => "filer",
        Who.Respondent => "respondent",
        Who.AnyParty => "party",
        Who.BySystem => "system",
        _ => throw new ArgumentOutOfRangeException(nameof(who)),
    };
}

[JsonSerializable(typeof(ProceduresBody))]
[JsonSerializable(typeof(ProcedureBody))]
[JsonSerializable(typeof(CatalogueChangesBody))]
internal sealed partial class OperationsJson : JsonSerializerContext;
