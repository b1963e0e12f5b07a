using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>
/// What can still make a difference from a state on. A clock that nothing reads before it starts afresh, or work that nobody
/// looks at but to put it away, leaves two situations alike. What lies behind a way back is asked of the state that it leads to.
/// </summary>
internal sealed class Ahead
{
    private readonly Subject _subject;
    private readonly Dictionary<string, HashSet<string>> _reads;
    private readonly Dictionary<string, HashSet<string>> _clocks;
    private readonly Dictionary<string, HashSet<string>> _work;
    private readonly HashSet<string> _unread;
    private readonly HashSet<string> _kept;

    public Ahead(Subject subject)
    {
        _subject = subject;
        var states = subject.Procedure.States;
        var clocks = subject.Procedure.Clocks;
        _unread = [.. clocks.Keys.Except(states.Values.SelectMany(ReadsOf)).Except(clocks.Values.Select(clock => clock.Since).OfType<string>()).Where(name => clocks[name].Then is null)];
        _kept = Kept([.. subject.Moves.Where(move => move.Refers == Refers.Nothing)]);
        _reads = states.Values.ToDictionary(state => state.Name, ReadsOf);
        _clocks = _reads.ToDictionary(pair => pair.Key, pair => pair.Value.ToHashSet());
        _work = states.Keys.ToDictionary(name => name, name => subject.Procedure.MovesFrom(name).SelectMany(Looks).Where(_kept.Contains).ToHashSet());
        while (states.Keys.Select(Spread).ToList().Contains(true))
        {
        }
    }

    /// <summary>The clocks that a state itself or a move from it reads.</summary>
    public HashSet<string> ClocksReadIn(string state) => _reads[state];

    /// <summary>The clocks that are read in a state or after it.</summary>
    public HashSet<string> ClocksFrom(string state) => _clocks[state];

    /// <summary>The kinds of work that decide what can be done, in a state or after it.</summary>
    public HashSet<string> WorkFrom(string state) => _work[state];

    /// <summary>The states in which such a move can be made, or from which one in which it can may still come.</summary>
    public HashSet<string> Until(Func<Move, bool> asks)
    {
        var states = In(asks);
        while (_subject.Moves.SelectMany(move => Subject.Targets(move).Any(states.Contains) ? move.From.Where(from => !states.Contains(from)) : []).ToList() is { Count: > 0 } before)
            states.UnionWith(before);
        return states;
    }

    /// <summary>The states in which such a move can be made.</summary>
    public HashSet<string> In(Func<Move, bool> asks) => [.. _subject.Moves.Where(asks).SelectMany(move => move.From)];

    /// <summary>Whether a move opens and closes work, with a clock that nothing reads, and nothing that it does decides what can be done after it.</summary>
    public bool IsAside(Move move) => IsWorkOnly(move) && !Looks(move).Concat(Touches(move)).Any(_kept.Contains);

    private HashSet<string> Kept(List<Move> moves)
    {
        var kept = moves.Where(move => !IsWorkOnly(move)).SelectMany(Looks).ToHashSet();
        while (moves.Where(move => Touches(move).Any(kept.Contains)).SelectMany(Looks).Any(kind => !kept.Contains(kind)))
            kept.UnionWith(moves.Where(move => Touches(move).Any(kept.Contains)).SelectMany(Looks).ToList());
        return kept;
    }

    private bool IsWorkOnly(Move move) =>
        move is { To: null, OnState: null, WhenSigned: null, OwnerField: null, OwnerSuperior: false, OwnerBack: false, OwnerActor: false, AssignField: null, Signs: Signs.Nobody, Attempt: false, Clears: false }
        && !move.Start.Concat(move.Stop).Concat(move.Pause).Concat(move.Resume).Concat(move.Extend).Except(_unread).Any()
        && move.Form.All(field => field.Type != FieldType.People);

    /// <summary>The kinds of work that decide whether it can be made.</summary>
    private static IEnumerable<string> Looks(Move move) =>
        move.Guards.SelectMany(guard => guard switch
        {
            Guard.WorkOpen => move.Closes,
            Guard.NoneOpen => move.Awaits,
            Guard.SittingOpen => [Guards.SittingWork],
            _ => Enumerable.Empty<string>(),
        }).Concat(move.By.OfType<Who.CalledTo>().Select(who => who.Kind)).Concat(move.By.OfType<Who.Called>().Select(_ => Steps.AttemptWork));

    private static IEnumerable<string> Touches(Move move) => move.Closes.Concat(move.Opens.Select(work => work.Kind));

    private HashSet<string> ReadsOf(State state)
    {
        var moves = _subject.Procedure.MovesFrom(state.Name).ToList();
        var guarded = moves.SelectMany(move => move.Guards.SelectMany(guard => guard switch
        {
            Guard.WithinClock => move.Stop.Concat(move.Pause).Concat(move.Extend).Concat(move.Within),
            Guard.ExtensionLeft => move.Extend,
            Guard.AfterClock => move.Stop,
            Guard.Once => move.Start,
            _ => [],
        }));
        var moving = _subject.Procedure.Clocks.Values.Where(clock => clock.Then is { } then && moves.Any(move => move.Name == then)).Select(clock => clock.Name);
        return [.. guarded, .. moving, .. state.Work?.Due is { } due ? new[] { due } : []];
    }

    /// <summary>Takes over from every next state what is read there; whether that was anything new.</summary>
    private bool Spread(string state)
    {
        var before = _clocks[state].Count + _work[state].Count;
        foreach (var move in _subject.Procedure.MovesFrom(state))
        {
            foreach (var target in _subject.TargetsOf(move))
            {
                _clocks[state].UnionWith(_clocks[target.Name].Except(SetBy(move, target)));
                _work[state].UnionWith(_work[target.Name]);
            }
        }

        return _clocks[state].Count + _work[state].Count > before;
    }

    // Whether it ever started, ran out, or by which rule it ran is remembered beyond its next start.
    private IEnumerable<string> SetBy(Move move, State target) =>
        move.Start.Concat(move.Stop).Concat(move.Returns ? [] : target.Starts.Concat(target.Stops))
            .Where(clock => _subject.Procedure.Clocks[clock].RuleBy is null && !_subject.Moves.Any(other =>
                (other.Guards.Contains(Guard.Once) && other.Start.Contains(clock)) || (other.Guards.Contains(Guard.AfterClock) && other.Stop.Contains(clock))));
}
