using System.Globalization;
using System.Text;
using Hejie.Rules.Procedures.Checking;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>
/// What tells two situations apart: what can still make a difference (<see cref="Ahead"/>). Numbers and dates do not: of clocks
/// counts only whether they run or ran out and by which version of their rule, of the day which versions are in force, of bodies how many lie above, of the way here only what leads back.
/// Where a body that was called may still take the matter, each is told by its height, since who takes it then has it.
/// What was signed is told apart wherever a move that asks for it may still come, and of attempts what three of them need, in
/// the states whose moves ask for it: they are forgotten on the way out.
/// </summary>
internal sealed class Likeness
{
    private const int MostHops = 2, MostAttempts = 3;

    private readonly Subject _subject;
    private readonly ModelPrefecture _bodies;
    private readonly Ahead _ahead;
    private readonly bool _sides;
    private readonly DateOnly[] _changes;
    private readonly HashSet<string> _once, _after, _back, _sent, _above, _signed, _attempts, _taken;

    public Likeness(Subject subject, ModelPrefecture bodies, Ahead ahead)
    {
        (_subject, _bodies, _ahead) = (subject, bodies, ahead);
        HashSet<string> Clocks(Guard guard, Func<Move, IReadOnlyList<string>> named) =>
            [.. subject.Moves.Where(move => move.Guards.Contains(guard)).SelectMany(named)];
        (_once, _after) = (Clocks(Guard.Once, move => move.Start), Clocks(Guard.AfterClock, move => move.Stop));
        _back = ahead.In(move => Subject.Targets(move).Contains(Move.Back));
        _sent = ahead.Until(move => move.OwnerBack || move.Guards.Contains(Guard.HopsLeft) || move.Guards.Contains(Guard.Convened));
        _above = ahead.Until(move => move.OwnerSuperior);
        _taken = ahead.Until(move => move.OwnerActor);
        _signed = ahead.Until(move => move.Signs != Signs.Nobody);
        _attempts = ahead.In(move => move.Attempt || move.Guards.Contains(Guard.ThreeAttempts));
        _sides = HasSides(subject);
        _changes = [.. subject.Procedure.Clocks.Values.SelectMany(clock => clock.Rules).SelectMany(subject.Rules.Versions).Select(version => version.Rule.From).Distinct()];
    }

    /// <summary>Whether it makes a difference if there is another side.</summary>
    public static bool HasSides(Subject subject) => subject.Moves.Any(move =>
        move.Signs != Signs.Nobody || move.Guards.Contains(Guard.TwoParties) || move.By.Any(who => who is Who.Respondent));

    /// <summary>A situation's likeness: all that are told apart by nothing have the same.</summary>
    public string Of(Situation situation)
    {
        var (state, name, place) = (situation.State, situation.State.Name, Place(situation.State));
        var today = LegalTime.DateOf(situation.Now);
        var key = new StringBuilder(name).Append(_changes.Count(day => day <= today));
        key.Append(state.About is { } about ? $"a{_bodies.DepthOf(about)}" : "|").Append(_bodies.SuperiorOf(state.Owner) is null ? 't' : ' ');
        if (_above.Contains(place) || _taken.Contains(place))
            key.Append(_bodies.DepthOf(state.Owner));
        if (_sent.Contains(place))
            key.Append('|').Append(Math.Min(state.Hops, MostHops)).Append(state.SentBy is null ? ' ' : 's');
        if (_sides)
            key.Append('|').Append(state.Parties.Count(party => party.Role != PartyRole.Third));
        key.Append('|').AppendJoin(',', state.Work.Where(work => !work.OfState && IsRead(work, place)).Select(work => $"{work.Kind}@{(_taken.Contains(place) ? $"{_bodies.DepthOf(work.Body)}" : Where(state, work.Body))}").Distinct().Order(StringComparer.Ordinal)).Append('|');
        if (_signed.Contains(name))
            key.AppendJoin(',', state.Signatures.OrderBy(signature => signature.By).Select(signature => $"{signature.By}{(signature.OnPaper ? 'p' : ' ')}{(signature.Attested ? 'a' : ' ')}"));
        if (_attempts.Contains(name))
            key.Append(CultureInfo.InvariantCulture, $"|{Math.Min(state.Attempts.Length, MostAttempts)}{Math.Min(state.Attempts.Select(attempt => attempt.Channel).Distinct().Count(), 2)}{(state.Attempts.Any(attempt => attempt.Body != state.Owner) ? 'o' : ' ')}");
        AddClocks(key.Append('|'), state, today);
        AddWayBack(key, state);
        return key.ToString();
    }

    /// <summary>Whether it makes a difference that a clock passes.</summary>
    public bool IsRead(MatterState state, string clock) =>
        _ahead.ClocksReadIn(state.Name).Contains(clock) || _ahead.ClocksFrom(Place(state)).Contains(clock);

    private bool IsRead(WorkState work, string state) =>
        work.Kind == Steps.AttemptWork ? _attempts.Contains(state) : _ahead.WorkFrom(state).Contains(work.Kind);

    /// <summary>Where it is, or where it comes back to.</summary>
    private string Place(MatterState state)
    {
        var (name, at) = (state.Name, state.Trail.Length);
        while (_back.Contains(name) && at > 0)
            name = state.Trail[--at];
        return name;
    }

    private string Where(MatterState state, int body) =>
        body == state.Owner ? "owner" : body == _bodies.SuperiorOf(state.Owner) ? "superior" : "other";

    private void AddClocks(StringBuilder key, MatterState state, DateOnly today)
    {
        var read = state.Clocks.Where(clock => IsRead(state, clock.Name)).OrderBy(clock => clock.Name, StringComparer.Ordinal).ToList();
        foreach (var clock in read)
        {
            if (!clock.IsOpen && !_once.Contains(clock.Name) && !_after.Contains(clock.Name))
                continue;
            key.Append(clock.Name).Append((int)clock.Status);
            if (clock.Status == ClockStatus.Running)
                key.Append(clock.Due < today ? "-" : "");
            if (_after.Contains(clock.Name) && clock.Due < today)
                key.Append('-');
            if (clock.IsOpen)
                key.Append('+').Append(Math.Min(clock.Extended, MostExtensions(clock))).Append(_subject.Procedure.ClockOf(clock.Name).RuleBy is null ? "" : clock.Rule).Append(Version(clock));
            key.Append(',');
        }
    }

    /// <summary>Which version of its rule a clock runs by, where there are several.</summary>
    private string Version(ClockState clock) => _subject.Rules.Versions(clock.Rule) is { Count: > 1 } versions
        ? "v" + versions.TakeWhile(version => version.Hash != clock.RuleHash).Count().ToString(CultureInfo.InvariantCulture)
        : "";

    // Where it can be extended as often as people agree, once more is the same again.
    private int MostExtensions(ClockState clock) => clock.Extended == 0 ? 0 : _subject.Rules.ByHash(clock.RuleHash)?.Rule.Extension?.Times ?? 0;

    private void AddWayBack(StringBuilder key, MatterState state)
    {
        var (name, at) = (state.Name, state.Trail.Length);
        while (_back.Contains(name) && at > 0)
        {
            name = state.Trail[--at];
            key.Append('<').Append(name);
        }
    }
}
