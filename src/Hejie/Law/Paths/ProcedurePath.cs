using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Law.Paths;

/// <summary>A procedure as a path to read: its states from the first to the endings, and under each what can happen there.</summary>
/// <param name="Steps">The states, by stage and by how soon they can be come to.</param>
/// <param name="Anytime">What can happen in every state that is not closing.</param>
internal sealed record ProcedurePath(IReadOnlyList<PathStep> Steps, IReadOnlyList<PathMove> Anytime)
{
    public static ProcedurePath Of(Procedure procedure)
    {
        var ordered = Ordered(procedure);
        var places = ordered.Select((state, place) => (state.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        var always = procedure.Moves.Values.Where(move => IsAnytime(procedure, move)).ToList();
        return new ProcedurePath(
            [
                .. ordered.Select(state => new PathStep(state, [
                    .. procedure.MovesFrom(state.Name).Where(move => !always.Contains(move))
                        .SelectMany(move => Targets(move, procedure).Select(way => Stays(way, state) ? way with { To = null } : way))
                        .OrderBy(way => Rank(way, places[state.Name], places)),
                ])),
            ],
            [.. always.SelectMany(move => Targets(move, procedure))]);
    }

    /// <summary>A move that every state offers whose matter is not on its way out.</summary>
    private static bool IsAnytime(Procedure procedure, Move move)
    {
        var open = procedure.States.Values.Where(state => !state.IsFinal && !state.Closing).ToList();
        return open.Count > 1 && open.All(state => move.From.Contains(state.Name));
    }

    private static IEnumerable<PathMove> Targets(Move move, Procedure procedure)
    {
        var named = false;
        if (move.To is { } to)
        {
            named = true;
            yield return new PathMove(move, to, null, Signed: false);
        }

        if (move.WhenSigned is { } signed)
        {
            named = true;
            yield return new PathMove(move, signed, null, Signed: true);
        }

        if (move.OnState is { } branch)
        {
            var options = move.Form.FirstOrDefault(field => field.Name == branch.Field)?.Options ?? [];
            foreach (var (option, target) in branch.Targets)
                yield return new PathMove(move, target, options.FirstOrDefault(known => known.Code == option)?.Label, Signed: false);
            named = options.Count == branch.Targets.Count;
        }

        if (!named)
            yield return new PathMove(move, null, null, Signed: false);
    }

    private static bool Stays(PathMove way, State state) => way.To == state.Name;

    /// <summary>What leads on first, then what leads far ahead, back, and what stays.</summary>
    private static int Rank(PathMove way, int from, Dictionary<string, int> places) =>
        way.To is null ? 4
        : !places.TryGetValue(way.To, out var to) ? 3
        : to == from + 1 ? 0
        : to > from ? 1 : 2;

    private static List<State> Ordered(Procedure procedure)
    {
        var stages = procedure.Stages.Select((stage, place) => (stage.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place);
        var steps = new Dictionary<string, int> { [procedure.Initial] = 0 };
        var open = new Queue<string>(steps.Keys);
        while (open.TryDequeue(out var state))
        {
            foreach (var target in procedure.MovesFrom(state).SelectMany(move => Targets(move, procedure)).Select(way => way.To).OfType<string>())
            {
                if (procedure.States.ContainsKey(target) && steps.TryAdd(target, steps[state] + 1))
                    open.Enqueue(target);
            }
        }

        return [.. procedure.States.Values.OrderBy(state => stages[state.Stage]).ThenBy(state => state.IsFinal).ThenBy(state => steps.GetValueOrDefault(state.Name, int.MaxValue))];
    }
}

/// <summary>A state on the path.</summary>
/// <param name="State">The state.</param>
/// <param name="Moves">What can happen there.</param>
internal sealed record PathStep(State State, IReadOnlyList<PathMove> Moves);

/// <summary>One way that a move leads.</summary>
/// <param name="Move">The move.</param>
/// <param name="To">To which state; null where it stays, <see cref="Move.Back"/> for the state before.</param>
/// <param name="Answer">The answer with which it leads there, or null.</param>
/// <param name="Signed">Whether it leads there only once all signatures are given.</param>
internal sealed record PathMove(Move Move, string? To, Words? Answer, bool Signed);
