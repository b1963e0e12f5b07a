using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Time.Rules;
using Edit = System.Func<Hejie.Rules.Procedures.Procedure, Hejie.Rules.Tests.Procedures.ProcedureDraft, bool?>;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Every shipped procedure, broken in each way that can break it, is refused by the checks alone, with file and line.</summary>
public sealed class MutationTests
{
    private const int LeastEdits = 20;

    private const string Words = "{zh: 试, en: Try}";

    private static readonly HashSet<string> s_kinds =
    [
        "civil-affairs", "court", "environment", "human-resources", "justice-bureau", "justice-office", "mediation-committee", "natural-resources",
        "petition-office", "police", "police-station", "procuratorate", "service-centre",
    ];

    /// <summary>The edits. Each answers null where the procedure has nothing that it could break.</summary>
    private static readonly Dictionary<string, Edit> s_edits = new()
    {
        // The file.
        ["a tab"] = (_, draft) => draft.Respell(text => text.Replace("\npromise:", "\n\tpromise:")),
        ["a key twice"] = (_, draft) => draft.Respell(text => text + "number: 再\n"),
        ["an anchor"] = (_, draft) => draft.Respell(text => text.Replace("\nnumber: ", "\nnumber: &number ")),
        ["an alias"] = (_, draft) => draft.Respell(text => text.Replace("\nnumber: ", "\nnumber: *number ")),
        ["a tag"] = (_, draft) => draft.Respell(text => text.Replace("\nnumber: ", "\nnumber: !!str ")),
        ["a second document"] = (_, draft) => draft.Respell(text => text + "---\nid: another\n"),
        ["a list that is never closed"] = (_, draft) => draft.Respell(text => text + "colours: [red\n"),
        ["an unknown key"] = (_, draft) => draft.Top.Set("colour", "red"),
        ["an unknown part"] = (_, draft) => draft.Top.With("uses", "nothing"),
        ["another's id"] = (_, draft) => draft.Top.Set("id", "another"),
        ["no number"] = (_, draft) => draft.Top.Drop("number"),
        ["kept without saying how long"] = (_, draft) => draft.Top.Drop("keeps"),
        ["kept for ever"] = (_, draft) => draft.Top.Set("keeps", "{years: 100, article: 某规定, verified: false}"),
        ["kept without an article"] = (_, draft) => draft.Top.Set("keeps", "{years: 10, verified: false}"),
        ["what is unfounded kept for years"] = (_, draft) => draft.Top.Set("keeps", "{years: 10, unfounded-days: 900, article: 某规定, verified: false}"),
        ["ended before it begins"] = (_, draft) => draft.Top.Set("from", "2030-01-01") && draft.Top.Set("until", "2029-12-31"),
        ["an unknown reader"] = (_, draft) => draft.Top.Set("open-to", "[postman]"),
        ["hidden from those whose work it is"] = (_, draft) => draft.Top.Set("open-to", "[analyst]"),
        ["binding without being a mediation, or the other way round"] = (procedure, draft) => draft.Top.Set("mediation", procedure.IsMediation ? "false" : "true"),

        ["a danger that is none"] = (procedure, draft) => procedure.IsDanger ? draft.Top.Map("kinds")?.Set("crowd", "{zh: 人多, en: Many people}") : null,
        ["a danger kept for years"] = (procedure, draft) => procedure.IsDanger ? draft.Top.Set("keeps", "{years: 1, article: 某规定, verified: false}") : null,
        ["a danger for a while"] = (procedure, draft) => procedure.IsDanger ? draft.Top.Set("until", "2030-12-31") : null,
        ["kept for days and years"] = (_, draft) => draft.Top.Set("keeps", "{days: 30, years: 10, article: 某规定, verified: false}"),

        // Words.
        ["a title without English"] = (_, draft) => draft.Top.Set("title", "{zh: 题目}"),
        ["Chinese under en"] = (_, draft) => draft.Top.Set("promise", "{zh: 马上办, en: 马上办}"),
        ["English under zh"] = (_, draft) => draft.Top.Set("promise", "{zh: At once, en: At once}"),
        ["an unknown placeholder"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("tells", "{zh: \"{office}办了\", en: \"{office} did it\"}"),
        ["a brace left open"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("tells", "{zh: \"{body办了\", en: \"{body did it\"}"),
        ["an empty text"] = (procedure, draft) => draft.State(Initial(procedure))?.Set("tells", "{zh: \"\", en: Received}"),

        // Persons.
        ["a kind that sorts persons"] = (_, draft) => draft.Top.Map("kinds")?.Set("others", "{zh: 重点人员, en: Key persons}"),
        ["a question about religion"] = (_, draft) => draft.Filing.Map("form")?.Set("more", "{type: text, label: {zh: 您信什么宗教？, en: Which religion?}}"),
        ["a question of an unknown type"] = (_, draft) => draft.Filing.Map("form")?.Set("more", $"{{type: fingers, label: {Words}}}"),
        ["persons asked for twice"] = (_, draft) => draft.Filing.Map("form")?.Set("ones", $"{{type: people, label: {Words}}}") is true
            ? draft.Filing.Map("form")?.Set("others", $"{{type: people, label: {Words}}}") : null,

        // Filing.
        ["no kinds"] = (_, draft) => draft.Top.Set("kinds", "{}"),
        ["no routes"] = (_, draft) => draft.Filing.Set("routes", "[]"),
        ["a route to an unknown kind of body"] = (_, draft) => draft.Filing.Set("routes", "[{body: village-head, level: village}]"),
        ["a route at an unknown level"] = (_, draft) => draft.Filing.Item("routes")?.Set("level", "country"),
        ["filing enters nothing"] = (_, draft) => draft.Filing.Set("enters", "nowhere"),
        ["filing starts an unknown clock"] = (_, draft) => draft.Filing.Set("start", "[nothing]"),
        ["a choice without options"] = (_, draft) => draft.Filing.Map("form")?.Set("more", $"{{type: choice, label: {Words}}}"),
        ["a question without end"] = (_, draft) => draft.Filing.Map("form")?.Set("more", $"{{type: text, max: 1000000, label: {Words}}}"),

        // Clocks.
        ["an unknown rule"] = (procedure, draft) => draft.Clock(procedure.Clocks.Values.First())?.Set("rule", "nothing"),
        ["a clock without a rule"] = (procedure, draft) => draft.Clock(procedure.Clocks.Values.First())?.Drop("rule"),
        ["a clock that nothing starts"] = (procedure, draft) => draft.Add("clocks", "idle", $"{{rule: answer, binds: false, title: {Words}, duty: {Words}}}"),
        ["a clock that nothing stops"] = (procedure, draft) => draft.Unlist(procedure.Clocks.Values.First(clock => clock.Binds).Name, "stop", "stops"),
        ["a clock that makes an unknown move"] = (procedure, draft) => draft.Clock(procedure.Clocks.Values.First())?.Set("then", "nothing"),
        ["a clock that makes a resident's move"] = (procedure, draft) =>
            draft.Clock(procedure.Clocks.Values.First())?.Set("then", procedure.Moves.Values.First(move => !move.By.Any(who => who is Who.BySystem)).Name),
        ["an unknown moment to count from"] = (procedure, draft) => draft.Clock(procedure.Clocks.Values.First())?.Set("from", "yesterday"),
        ["a clock paused for good"] = (procedure, draft) =>
            procedure.Clocks.Keys.FirstOrDefault(clock => procedure.Moves.Values.All(move => !move.Resume.Contains(clock))) is { } clock ? draft.Move(AMove(procedure))?.With("pause", clock) : null,
        ["more time than the rule knows"] = (procedure, draft) =>
            procedure.Clocks.Values.FirstOrDefault(clock => clock.Rules.SelectMany(Book.Versions).All(version => version.Rule.Extension is null)) is { } clock
                ? draft.Move(AMove(procedure))?.With("extend", clock.Name) : null,

        // States.
        ["a state that lies with nobody"] = (procedure, draft) => draft.State(Initial(procedure))?.Drop("work"),
        ["work without a date"] = (procedure, draft) => draft.State(Initial(procedure))?.Map("work")?.Drop("due"),
        ["work without a kind"] = (procedure, draft) => draft.State(Initial(procedure))?.Map("work")?.Drop("kind"),
        ["work of an unknown kind"] = (procedure, draft) => draft.State(Initial(procedure))?.Map("work")?.Set("kind", "nothing"),
        ["work of an unknown role"] = (procedure, draft) => draft.State(Initial(procedure))?.Map("work")?.Set("role", "postman"),
        ["work of a role that can do nothing"] = (procedure, draft) => draft.State(Initial(procedure))?.Map("work")?.Set("role", "analyst"),
        ["an unknown stage"] = (procedure, draft) => draft.State(Initial(procedure))?.Set("stage", "nowhere"),
        ["a state that binds and was not signed"] = (procedure, draft) => draft.State(
            procedure.States.Values.FirstOrDefault(state => state is { IsFinal: false, Agreed: false } && state.Name != procedure.Initial
                && procedure.Moves.Values.Any(move => move.To == state.Name && !move.Returns)))?.Set("agreed", "true"),
        ["erased while it goes on"] = (procedure, draft) => draft.State(Initial(procedure))?.Set("erases", "true"),
        ["an unknown procedure offered"] = (procedure, draft) => draft.State(AnEnding(procedure))?.Set("offers", "[nothing]"),
        ["an ending with nothing to do next"] = (procedure, draft) => draft.State(AnEnding(procedure))?.Drop("next"),
        ["an ending in which work is left"] = (procedure, draft) =>
            draft.State(AnEnding(procedure))?.Set("work", $"{{kind: {procedure.Work.Keys.First()}, role: duty-officer, due: {procedure.Clocks.Keys.First()}}}"),
        ["a state that cannot be reached"] = (procedure, draft) => draft.Add("states", "beyond", AState(procedure)),
        ["a state without a way out"] = (procedure, draft) => draft.Add("states", "pit", AState(procedure)) && draft.Add("moves", "fall", AMove("[liaison]", procedure.Initial, "pit")),
        ["a state that only turns round"] = (procedure, draft) => draft.Add("states", "one", AState(procedure)) && draft.Add("states", "other", AState(procedure))
            && draft.Add("moves", "in", AMove("[liaison]", procedure.Initial, "one")) && draft.Add("moves", "there", AMove("[duty-officer, liaison]", "one", "other"))
            && draft.Add("moves", "here", AMove("[duty-officer, liaison]", "other", "one")),
        ["a move that a state needs is gone"] = (procedure, draft) => draft.Drop("moves", procedure.States.Values.Where(state => state.Name != procedure.Initial)
            .Select(state => procedure.Moves.Values.Where(move => Targets(move).Contains(state.Name)).ToList()).FirstOrDefault(moves => moves.Count == 1)?[0].Name) ? true : null,
        ["a state that moves need is gone"] = (procedure, draft) => draft.Drop("states", AnEnding(procedure).Name),

        // Moves.
        ["a move to nowhere"] = (procedure, draft) => draft.Move(procedure.Moves.Values.First(move => move.To is not null))?.Set("to", "nowhere"),
        ["a move from nowhere"] = (procedure, draft) => draft.Move(AMove(procedure))?.With("from", "nowhere"),
        ["a move that nobody can make"] = (procedure, draft) => draft.Move(AMove(procedure))?.Drop("by"),
        ["a move of an unknown role"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("by", "[postman]"),
        ["a move of body and resident alike"] = (procedure, draft) => draft.Move(AMove(procedure))?.With("by", "filer"),
        ["an unknown condition"] = (procedure, draft) => draft.Move(AMove(procedure))?.With("guards", "good-mood"),
        ["a condition with nothing to look at"] = (procedure, draft) => draft.Move(procedure.Moves.Values.FirstOrDefault(move =>
            move.Stop.Count + move.Pause.Count + move.Extend.Count + move.Within.Count == 0))?.With("guards", "within-clock"),
        ["waiting for work that nothing opens"] = (procedure, draft) => draft.Move(AMove(procedure))?.With("guards", "none-open") is true
            ? draft.Move(AMove(procedure))?.Set("awaits", "[nothing]") : null,
        ["an unknown clock stopped"] = (procedure, draft) => draft.Move(AMove(procedure))?.With("stop", "nothing"),
        ["unknown work opened"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("opens", "[{kind: nothing, role: liaison}]"),
        ["unknown work closed"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("closes", "[nothing]"),
        ["work at an unknown body"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("opens", $"[{{kind: {procedure.Work.Keys.First()}, body: village-head, level: county}}]"),
        ["a key of two letters"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("key", "ab"),
        ["a key used twice"] = (procedure, draft) => procedure.Moves.Values.SelectMany(move => procedure.Moves.Values.Where(other =>
                other != move && move.Key is not null && other.Key is not null && other.Key != move.Key && other.From.Intersect(move.From).Any()).Select(other => (move, other)))
            .FirstOrDefault() is { move: { } move, other: { } other } ? draft.Move(other)?.Set("key", $"{move.Key}") : null,
        ["given to two owners"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("owner-superior", "true") is true
            ? draft.Move(AMove(procedure))?.Set("owner-back", "true") : null,
        ["taken by who has it"] = (procedure, draft) => draft.Move(procedure.Moves.Values.FirstOrDefault(move => move.OwnerActor))?.Set("by", "[duty-officer]"),
        ["taken by a body and sent to another"] = (procedure, draft) => draft.Move(procedure.Moves.Values.FirstOrDefault(move => move.OwnerActor))?.Set("owner-superior", "true"),
        ["work with who had it before, and nobody takes it"] = (procedure, draft) =>
            draft.Move(AMove(procedure))?.Set("opens", $"[{{kind: {procedure.Work.Keys.First()}, role: liaison, former: true}}]"),
        ["work at two bodies"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("opens", $"[{{kind: {procedure.Work.Keys.First()}, actor: true, superior: true}}]"),
        ["given to a body that nobody names"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("owner", "nobody"),
        ["sent on without end"] = (procedure, draft) => draft.Move(procedure.Moves.Values.FirstOrDefault(move => move.Guards.Contains(Guard.HopsLeft)))?.Without("guards", "hops-left"),
        ["an unknown tone"] = (procedure, draft) => draft.Move(AMove(procedure))?.Set("tone", "loud"),
        ["an option that is not offered leads on"] = (procedure, draft) => draft.Move(procedure.Moves.Values.FirstOrDefault(move => move.OnState is not null))
            ?.Map("to-by")?.Map("to")?.Set("nothing", procedure.Initial),

        // What only a resident may say, and how it ends.
        ["staff say that it is solved"] = (procedure, draft) => draft.Move(Into(procedure, Ending.Solved))?.Set("by", "[duty-officer]"),
        ["the clock says that it is solved"] = (procedure, draft) => draft.Move(Into(procedure, Ending.Solved))?.Set("by", "[system]"),
        ["any party says that it is solved"] = (procedure, draft) => draft.Move(Into(procedure, Ending.Solved))?.Set("by", "[party]"),
        ["staff withdraw"] = (procedure, draft) => draft.Move(procedure.Moves.GetValueOrDefault("withdraw"))?.Set("by", "[duty-officer]"),
        ["a withdrawal is final at once"] = (procedure, draft) => draft.Move(procedure.Moves.GetValueOrDefault("withdraw"))?.Set("to", "withdrawn"),
        ["a withdrawal is made final by hand"] = (procedure, draft) => draft.Move(Into(procedure, Ending.Withdrawn))?.Set("by", "[duty-officer]"),
        ["a withdrawal cannot be taken back"] = (procedure, draft) => draft.Drop("moves", procedure.Moves.GetValueOrDefault("take-back")?.Name) ? true : null,
        ["a withdrawal can be taken back for three days"] = (procedure, draft) => draft.Clock(procedure.Clocks.GetValueOrDefault("withdrawal"))?.Set("rule", "mediation-accept"),
        ["nobody can withdraw"] = (procedure, draft) => draft.Drop("moves", procedure.Moves.GetValueOrDefault("withdraw")?.Name) ? true : null,
        ["no withdrawal, and it is not said why"] = (procedure, draft) => procedure.Irrevocable is null ? null : draft.Top.Drop("irrevocable"),
        ["a withdrawal of what cannot be withdrawn"] = (procedure, draft) =>
            procedure.Irrevocable is null && procedure.States.ContainsKey("withdrawing") ? draft.Top.Set("irrevocable", Words) : null,
        ["the clock ends it"] = (procedure, draft) => draft.Add("moves", "end", AMove("[system]", procedure.Initial, AnEnding(procedure).Name)),
        ["a party ends it"] = (procedure, draft) => draft.Add("moves", "end", AMove("[party]", procedure.Initial, AnEnding(procedure).Name)),
        ["staff end it with one click"] = (procedure, draft) => draft.Add("moves", "end", AMove("[duty-officer, liaison]", procedure.Initial, AnEnding(procedure).Name)),
        ["staff reopen what has ended"] = (procedure, draft) => draft.Add("moves", "reopen", AMove("[duty-officer]", AnEnding(procedure).Name, procedure.Initial)),
        ["solved, and no way to say that it is not"] = (procedure, draft) => procedure.States.Values.Any(state => state.Ending == Ending.Unanswered)
            ? draft.Drop("moves", procedure.Moves.Values.FirstOrDefault(move => move.By.All(who => who is Who.Filer)
                && move.From.Any(from => procedure.States[from].Ending == Ending.Unanswered) && move.To is { } to && !procedure.States[to].IsFinal)?.Name) ? true : null : null,
        ["closed though nobody tried"] = (procedure, draft) => draft.Move(Into(procedure, Ending.Unanswered))?.Without("guards", "three-attempts"),
        ["an attempt by no channel"] = (procedure, draft) => draft.Move(procedure.Moves.Values.FirstOrDefault(move => move.Attempt))?.Drop("form"),
        ["refused, and no remedy need be named"] = (procedure, draft) => NoLongerRequired(draft, Into(procedure, Ending.Refused), FieldType.Remedy),
        ["unsettled, and no remedy need be named"] = (procedure, draft) => NoLongerRequired(draft, Into(procedure, Ending.Unsettled), FieldType.Remedy),
        ["decided, and not said how"] = (procedure, draft) => NoLongerRequired(draft, Into(procedure, Ending.Decided), FieldType.Choice),
        ["decided, and not said why"] = (procedure, draft) => draft.Move(Into(procedure, Ending.Decided))?.Map("form")
            ?.Map(Into(procedure, Ending.Decided)!.Form.First(field => field.Type == FieldType.LongText).Name)?.Drop("to-resident"),
        ["staff sign as a party"] = (procedure, draft) => draft.Move(Signing(procedure, Signs.Party))?.Set("by", "[mediator]"),
        ["a party signs as the mediator"] = (procedure, draft) => draft.Move(Signing(procedure, Signs.Mediator))?.Set("by", "[party]"),
        ["nobody seals"] = (procedure, draft) => draft.Drop("moves", Signing(procedure, Signs.Seal)?.Name) ? true : null,
        ["nobody attests what was signed on paper"] = (procedure, draft) => draft.Drop("moves", Signing(procedure, Signs.Attest)?.Name) ? true : null,
        ["nobody can contest what was signed on paper"] = (procedure, draft) => draft.Drop("moves", Signing(procedure, Signs.Contest)?.Name) ? true : null,
        ["in force before all have signed"] = (procedure, draft) => draft.Move(Signing(procedure, Signs.Party)) is { } move
            ? move.Set("to", Signing(procedure, Signs.Party)!.WhenSigned!) : null,
    };

    public static TheoryData<string> Shipped => [.. CatalogueFiles.All("procedures").Select(file => Path.GetFileNameWithoutExtension(file.File))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Broken_in_any_way_it_is_refused_with_file_and_line(string id)
    {
        var procedure = Tale.Shipped.Find(id).ShouldNotBeNull();
        new ProcedureDraft(id).Read(s_kinds, out _).ShouldBeEmpty();

        var applied = 0;
        var passed = new List<string>();
        foreach (var (name, edit) in s_edits)
        {
            var draft = new ProcedureDraft(id);
            if (edit(procedure, draft) is not true)
                continue;
            applied++;
            var problems = draft.Read(s_kinds, out var texts);
            if (problems.Count == 0)
                passed.Add(name);
            problems.ShouldAllBe(problem => problem.Reason.Length > 10 && problem.Line >= 1 && problem.Line <= texts[problem.File].Split('\n').Length);
        }

        passed.ShouldBeEmpty();
        applied.ShouldBeGreaterThanOrEqualTo(LeastEdits);
    }

    [Fact]
    public void Every_edit_breaks_some_procedure() =>
        s_edits.Where(edit => Tale.Shipped.InForce.All(procedure => edit.Value(procedure, new ProcedureDraft(procedure.Id)) is not true)).Select(edit => edit.Key).ShouldBeEmpty();

    private static State Initial(Procedure procedure) => procedure.States[procedure.Initial];

    /// <summary>The first ending that the body or the resident brings about.</summary>
    private static State AnEnding(Procedure procedure) => procedure.States.Values.First(state => state.Ending is Ending.Solved or Ending.Decided or Ending.Refused or Ending.Unsettled);

    /// <summary>The first move of the body.</summary>
    private static Move AMove(Procedure procedure) => procedure.Moves.Values.First(move => move.By.All(who => who is Who.AtOwner));

    private static string AMove(string by, string from, string to) => $"{{title: {Words}, by: {by}, from: [{from}], to: {to}, tells: {Words}}}";

    private static string AState(Procedure procedure) => $"{{stage: {procedure.Stages[0].Code}, title: {Words}, tells: {Words}, closing: true,"
        + $" work: {{kind: {procedure.Work.Keys.First()}, role: duty-officer, due: {procedure.Clocks.Keys.First()}}}}}";

    private static IEnumerable<string> Targets(Move move) => new[] { move.To, move.WhenSigned }.OfType<string>().Concat(move.OnState?.Targets.Values ?? []);

    private static Move? Into(Procedure procedure, Ending ending) =>
        procedure.Moves.Values.FirstOrDefault(move => Targets(move).Any(target => procedure.States.GetValueOrDefault(target)?.Ending == ending));

    private static Move? Signing(Procedure procedure, Signs signs) => procedure.Moves.Values.FirstOrDefault(move => move.Signs == signs);

    private static bool? NoLongerRequired(ProcedureDraft draft, Move? move, FieldType type) =>
        draft.Move(move)?.Map("form")?.Map(move!.Form.FirstOrDefault(field => field.Type == type)?.Name)?.Drop("required");
}
