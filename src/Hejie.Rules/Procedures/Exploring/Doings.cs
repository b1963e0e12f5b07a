using System.Globalization;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>All that can be done in a situation: each kind of actor, each open move, each answer that makes a difference.</summary>
internal sealed class Doings(Procedure procedure, ModelPrefecture bodies)
{
    private const int MostParties = 2, MostChannels = 1;

    /// <summary>What can be done by a move; by everybody, or by one of those whom it makes no difference between.</summary>
    public IEnumerable<(Actor Actor, Answers Answers)> With(Move move, MatterState state, Circumstances circumstances, bool everybody = false)
    {
        if (Guards.Broken(move, state, circumstances) is not null || IsLater(move, state))
            return [];
        var actors = Actors(move, state).Where(actor => Interpreter.Permits(move, state, actor, bodies) && Signatures.Open(move, state, actor))
            .DistinctBy(actor => everybody ? actor : Likeness(move, actor)).ToList();
        return actors.Count == 0 ? [] : Answers(move, state, circumstances).SelectMany(answers => actors.Select(actor => (actor, answers)));
    }

    // Who does it makes a difference to signing, to attempts, and to work that only the called body puts away.
    private static object Likeness(Move move, Actor actor) => actor switch
    {
        _ when move.Signs is Signs.Attest or Signs.Party or Signs.Contest => actor,
        Actor.Staff staff when move.Attempt || move.OwnerActor || move.Closes.Count > 0 || move.Opens.Any(work => work.AtActor) => staff.Body,
        Actor.Staff => typeof(Actor.Staff),
        Actor.Party { Role: PartyRole.Filer } => PartyRole.Filer,
        _ => actor.GetType(),
    };

    /// <summary>In whatever order people sign, the same are missing: the parties first, then the mediator, the seal last.</summary>
    private bool IsLater(Move move, MatterState state)
    {
        bool IsOpen(Signs signs) => procedure.MovesFrom(state.Name).Any(other => other.Signs == signs
            && state.Parties.Any(party => Signatures.Open(other, state, new Actor.Party(party.Ordinal, party.Role))));
        return move.Signs switch
        {
            Signs.Mediator => IsOpen(Signs.Party),
            Signs.Seal => IsOpen(Signs.Party) || IsOpen(Signs.Mediator),
            _ => false,
        };
    }

    private IEnumerable<Actor> Actors(Move move, MatterState state)
    {
        foreach (var party in state.Parties)
            yield return new Actor.Party(party.Ordinal, party.Role);
        if (!Checking.Subject.IsStaffs(move))
            yield break;
        var places = state.Work.Select(work => work.Body).Append(state.Owner).Append(bodies.SuperiorOf(state.Owner) ?? state.Owner).Distinct();
        foreach (var body in places)
        {
            foreach (var role in move.By.OfType<Who.AtOwner>().Select(who => who.Role).Append(Role.DutyOfficer).Append(Role.Liaison).Append(Role.Lead).Where(role => procedure.IsOpenTo(role, state.Kind)).Distinct())
            {
                yield return ModelPrefecture.Post(body, role);
                if (move.Signs == Signs.Attest)
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
            move.Attempt && field.Name == "channel" ? Math.Min(field.Options.ToList().FindIndex(other => other.Code == option), MostChannels) : 0));
    }

    /// <summary>One body of each kind, one at the top, and the one that it is about, which must be refused.</summary>
    private IEnumerable<int> Receivers(Field field, MatterState state) =>
        bodies.All.Where(body => body != state.Owner && (field.Kinds.Count == 0 || field.Kinds.Contains(bodies.KindOf(body)!)))
            .DistinctBy(body => (bodies.KindOf(body), bodies.SuperiorOf(body) is null)).Concat(state.About is { } about ? [about] : Array.Empty<int>()).Distinct();

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
