using System.Globalization;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>All that can be done in a situation: each kind of actor, each open move, each answer that makes a difference.</summary>
internal sealed class Doings(Procedure procedure, ModelPrefecture bodies)
{
    private const int MostParties = 2;

    public IEnumerable<(Move Move, Actor Actor, Answers Answers)> In(MatterState state, Circumstances circumstances)
    {
        foreach (var move in procedure.MovesFrom(state.Name).Where(move => Guards.Broken(move, state, circumstances) is null))
        {
            foreach (var actor in Actors(move, state).Where(actor => Interpreter.Permits(move, state, actor, bodies) && Signatures.Open(move, state, actor)).DistinctBy(actor => Likeness(move, actor)))
            {
                foreach (var answers in Answers(move, state, circumstances))
                    yield return (move, actor, answers);
            }
        }
    }

    // Posts of one body do the same, and only signing asks which post it was.
    private static object Likeness(Move move, Actor actor) =>
        actor is Actor.Staff staff && move.Signs is not Signs.Attest ? staff.Body : actor;

    private IEnumerable<Actor> Actors(Move move, MatterState state)
    {
        foreach (var party in state.Parties)
            yield return new Actor.Party(party.Ordinal, party.Role);
        var places = state.Work.Select(work => work.Body).Append(state.Owner).Append(bodies.SuperiorOf(state.Owner) ?? state.Owner).Distinct();
        foreach (var body in places)
        {
            foreach (var role in move.By.OfType<Who.AtOwner>().Select(who => who.Role).Append(Role.DutyOfficer).Append(Role.Lead).Distinct())
            {
                yield return ModelPrefecture.Post(body, role);
                yield return ModelPrefecture.Post(body, role, second: true);
            }
        }
    }

    private IEnumerable<Answers> Answers(Move move, MatterState state, Circumstances circumstances)
    {
        IEnumerable<Dictionary<string, string>> clear = [[]];
        foreach (var field in move.Form)
        {
            var choices = Choices(move, field, state, circumstances).ToList();
            if (choices.Count > 0)
                clear = clear.SelectMany(given => choices.Select(choice => new Dictionary<string, string>(given) { [field.Name] = choice })).ToList();
        }

        return clear.SelectMany(given => Joining(move, state).Select(people => new Answers(given, new Dictionary<string, string>(), people)));
    }

    private IEnumerable<string> Choices(Move move, Field field, MatterState state, Circumstances circumstances) => field.Type switch
    {
        FieldType.Choice => Options(move, field),
        FieldType.Body when field.Name == move.OwnerField => Receivers(field, state).Select(Text),
        FieldType.Post when field.Name == move.AssignField => [Text(ModelPrefecture.Post(state.Owner, field.Role ?? Role.Mediator).Post)],
        FieldType.Party => state.Parties.Where(party => party.Role != PartyRole.Third).Select(party => Text(party.Ordinal)),
        FieldType.Date => [circumstances.Today.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
        FieldType.Moment => [circumstances.Today.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T10:00"],
        _ => [],
    };

    /// <summary>Options that lead to different states or clocks; where none does, any one.</summary>
    private IEnumerable<string> Options(Move move, Field field)
    {
        var rules = procedure.Clocks.Values.Select(clock => clock.RuleBy).OfType<RuleChoice>().Where(choice => choice.Field == field.Name).ToList();
        return field.Options.Select(option => option.Code).DistinctBy(option => (
            move.OnState is { } branch && branch.Field == field.Name ? branch.Targets.GetValueOrDefault(option) : null,
            string.Join(' ', rules.Select(choice => choice.Rules.GetValueOrDefault(option))),
            move.Attempt && field.Name == "channel" ? option : null));
    }

    /// <summary>One body at each distance from the top, and the one that it is about, which must be refused.</summary>
    private IEnumerable<int> Receivers(Field field, MatterState state) =>
        bodies.All.Where(body => body != state.Owner && (field.Kinds.Count == 0 || field.Kinds.Contains(bodies.KindOf(body)!)))
            .DistinctBy(bodies.DepthOf).Concat(state.About is { } about ? [about] : Array.Empty<int>()).Distinct();

    private static IEnumerable<IReadOnlyList<Person>> Joining(Move move, MatterState state)
    {
        var asked = move.Form.FirstOrDefault(field => field.Type == FieldType.People);
        if (asked is not { Required: true } || state.Parties.Length >= MostParties)
            yield return [];
        if (asked is not null && state.Parties.Length < MostParties)
            yield return [new Person("", null, null, PartyRole.Respondent)];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
