using System.Globalization;
using System.Text.Json;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>One matter from its filing on, told move by move, with the clocks looked at every night.</summary>
internal sealed class Tale
{
    internal static readonly ProcedureBook Shipped = ProcedureBook.Load(
        CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Time.Rules.Book);

    internal static readonly Prefecture Bodies = new();
    internal static readonly Actor.Party Filer = new(1, PartyRole.Filer), Neighbour = new(2, PartyRole.Respondent);

    private readonly List<IReadOnlyList<Effect>> _journal = [];

    private Tale(Procedure procedure, string start)
    {
        Procedure = procedure;
        Now = LegalTime.StartOf(Day(start)).AddHours(9);
    }

    internal Procedure Procedure { get; }

    internal DateTimeOffset Now { get; private set; }

    internal MatterState State { get; private set; } = MatterState.Empty;

    internal IReadOnlyList<IReadOnlyList<Effect>> Journal => _journal;

    internal Circumstances Circumstances => new(Now, Time.Rules.Book, National, Bodies);

    internal DateOnly Today => LegalTime.DateOf(Now);

    /// <summary>A dispute of two neighbours; 2026-03-02 is a Monday.</summary>
    internal static Tale Dispute(string start = "2026-03-02", int parties = 2, PlaceCode? place = null)
    {
        var tale = new Tale(Shipped.Find("people-mediation")!, start);
        var roles = new[] { PartyRole.Filer, PartyRole.Respondent, PartyRole.Third }.Take(parties).ToList();
        tale.Take(Interpreter.File(tale.Procedure, "neighbour", place ?? Prefecture.Village, null, roles, tale.Circumstances));
        return tale;
    }

    internal static Tale Petition(int? about, string start = "2026-03-02", PlaceCode? place = null)
    {
        var tale = new Tale(Shipped.Find("petition")!, start);
        tale.Take(Interpreter.File(tale.Procedure, "service", place ?? Prefecture.Village, about, [PartyRole.Filer], tale.Circumstances));
        return tale;
    }

    /// <summary>A matter of any procedure; 2026-03-02 is a Monday.</summary>
    internal static Tale Filed(string procedure, int parties = 2, int? about = null, string start = "2026-03-02", PlaceCode? place = null, string? kind = null)
    {
        var tale = new Tale(Shipped.Find(procedure)!, start);
        var roles = new[] { PartyRole.Filer, PartyRole.Respondent, PartyRole.Third }.Take(parties).ToList();
        tale.Take(Interpreter.File(tale.Procedure, kind ?? tale.Procedure.Kinds[0].Code, place ?? Prefecture.Village, about, roles, tale.Circumstances));
        return tale;
    }

    /// <summary>Somebody makes a move; questions that are not answered here are answered with anything that fits.</summary>
    internal Tale Then(Actor actor, string move, params (string Field, string Answer)[] answers)
    {
        Take(Try(actor, move, answers));
        return this;
    }

    internal string Refused(Actor actor, string move, params (string Field, string Answer)[] answers) =>
        Try(actor, move, answers).ShouldBeOfType<Outcome.Refused>().Code;

    internal Outcome Try(Actor actor, string move, params (string Field, string Answer)[] answers)
    {
        var found = Procedure.Moves[move];
        return Interpreter.Apply(Procedure, State, found, actor, Answers(found, actor, answers), Circumstances);
    }

    /// <summary>Somebody tries a move with answers by chance, each of which the form allows; a body without such a post can name nobody.</summary>
    internal Outcome TryAny(Actor actor, Move move, Random random)
    {
        var body = Interpreter.BodyOf(move, State, actor);
        if (move.Form.Any(field => field is { Type: FieldType.Post, Required: true } && !Posts(field, body).Any()))
            return new Outcome.Refused("field.post");
        var given = move.Form.Where(field => field.Type is FieldType.Choice or FieldType.Body or FieldType.Post or FieldType.Party)
            .Select(field => (field.Name, ByChance(field, body, random))).Where(pair => pair.Item2 is not null).Select(pair => (pair.Name, pair.Item2!));
        return Try(actor, move.Name, [.. given]);
    }

    /// <summary>Days pass, and each night the clocks are looked at.</summary>
    internal Tale Days(int days)
    {
        for (var day = 0; day < days; day++)
        {
            Now = Now.AddDays(1);
            while (Passing() is { } clock)
                Take(Interpreter.Pass(Procedure, State, clock, Circumstances));
        }

        return this;
    }

    internal Tale Until(string day) => Days(Day(day).DayNumber - Today.DayNumber);

    internal string[] Open(Actor actor) => [.. Interpreter.Open(Procedure, State, actor, Circumstances).Select(move => move.Name)];

    internal ClockState Clock(string name) => State.Clock(name).ShouldNotBeNull();

    internal WorkState Work(string kind) => State.Work.Where(work => work.Kind == kind).ShouldHaveSingleItem();

    internal string? Passing() =>
        State.Clocks.FirstOrDefault(clock => clock.Status == ClockStatus.Running && clock.Due < Today)?.Name;

    internal void Take(Outcome outcome)
    {
        var applied = outcome as Outcome.Applied ?? throw new InvalidOperationException($"{outcome} in {State.Name}");
        _journal.Add(applied.Effects);
        State = applied.Next;
    }

    /// <summary>The state as a text, so that two can be compared member by member.</summary>
    internal static string Text(MatterState state) => JsonSerializer.Serialize(state);

    private Answers Answers(Move move, Actor actor, (string Field, string Answer)[] given)
    {
        var raw = move.Form.Where(field => field.Required).SelectMany(field => Any(field)).ToDictionary();
        foreach (var (field, answer) in given)
            raw[field] = answer;
        var context = new FormContext(Bodies, Now, Interpreter.BodyOf(move, State, actor), State.About, Procedure.Remedies, [.. State.Parties.Select(party => party.Ordinal)]);
        var answers = FormReader.Read(move.Form, raw, context, out var errors);
        return errors.Count == 0 ? answers : throw new InvalidOperationException(string.Join("; ", errors));
    }

    /// <summary>The first party whose signature is still missing.</summary>
    private string Waiting => $"{State.Parties.FirstOrDefault(party => State.Signatures.All(signature => signature.By != party.Ordinal))?.Ordinal ?? 1}";

    private string? ByChance(Field field, int body, Random random)
    {
        T Pick<T>(IEnumerable<T> from) => from.ElementAt(random.Next(from.Count()));
        return field.Type switch
        {
            FieldType.Choice => Pick(field.Options).Code,
            FieldType.Party => $"{Pick(State.Parties).Ordinal}",
            FieldType.Body => $"{Pick(Prefecture.All.Where(named => (field.Kinds.Count == 0 || field.Kinds.Contains(Bodies.KindOf(named)))
                && (State.About is not { } about || !Bodies.IsAtOrUnder(named, about))))}",
            _ => field.Required || random.Next(2) == 0
                ? Posts(field, body).OrderBy(_ => random.Next()).FirstOrDefault()
                : null,
        };
    }

    private static IEnumerable<string> Posts(Field field, int body) =>
        Prefecture.Everyone.Where(staff => staff.Body == body && (field.Role is null || staff.Role == field.Role)).Select(staff => $"{staff.Post}");

    private IEnumerable<KeyValuePair<string, string>> Any(Field field)
    {
        if (field.Type == FieldType.People)
            return [new($"{field.Name}.0.name", "张三")];
        return
        [
            new(field.Name, field.Type switch
            {
                FieldType.Choice => field.Options[0].Code,
                FieldType.Remedy => Procedure.Remedies[0].Code,
                FieldType.Date => Today.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                FieldType.Moment => Today.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T10:00",
                FieldType.Number => "1",
                FieldType.Party => Waiting,
                _ => "如实填写",
            }),
        ];
    }
}
