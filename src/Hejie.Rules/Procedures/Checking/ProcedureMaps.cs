using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>Where each thing of a procedure stands in its files, so that a problem is told on its own line of its own file.</summary>
/// <param name="Top">The procedure's own file.</param>
internal sealed record ProcedureMaps(YamlMap Top)
{
    private readonly Dictionary<(string Section, string Name), YamlMap> _maps = [];

    /// <summary>The <c>filing</c> part.</summary>
    public required YamlMap Filing { get; init; }

    /// <summary>Every question of every form.</summary>
    public List<(Field Field, YamlMap Map)> Fields { get; } = [];

    /// <summary>Every text for people: where it stands, its key (null: the map itself), and the placeholders it may have.</summary>
    public List<(Words Words, YamlMap Map, string? Key, string[] Placeholders)> Words { get; } = [];

    /// <summary>Every name that the files give to a clock, state, move, work or remedy.</summary>
    public IEnumerable<(string Name, YamlMap Map)> Names => _maps.Select(entry => (entry.Key.Name, entry.Value));

    public YamlMap this[Clock clock] => _maps[("clocks", clock.Name)];

    public YamlMap this[State state] => _maps[("states", state.Name)];

    public YamlMap this[Move move] => _maps[("moves", move.Name)];

    public YamlMap this[WorkKind work] => _maps[("work", work.Name)];

    public void Add(string section, string name, YamlMap map) => _maps.TryAdd((section, name), map);
}

/// <summary>A procedure under check, with all that it must fit.</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Maps">Where its parts stand.</param>
/// <param name="Rules">The rules that its clocks can name.</param>
/// <param name="BodyKinds">The kinds of body that exist; null where the caller knows none.</param>
internal sealed record Subject(Procedure Procedure, ProcedureMaps Maps, RuleBook Rules, IReadOnlySet<string>? BodyKinds)
{
    public IEnumerable<Move> Moves => Procedure.Moves.Values;

    /// <summary>All further work that filing and the moves open.</summary>
    public IEnumerable<OpensWork> Opens => Procedure.Opening.Opens.Concat(Moves.SelectMany(move => move.Opens));

    public IEnumerable<State> States => Procedure.States.Values;

    /// <summary>The state of this name; null for an unknown one and for <see cref="Move.Back"/>.</summary>
    public State? State(string name) => Procedure.States.GetValueOrDefault(name);

    /// <summary>The states that a move names as its targets.</summary>
    public IEnumerable<State> TargetsOf(Move move) => Targets(move).Select(State).OfType<State>();

    public static IEnumerable<string> Targets(Move move) =>
        new[] { move.To, move.WhenSigned }.OfType<string>().Concat(move.OnState?.Targets.Values ?? []);

    /// <summary>Where a state can go.</summary>
    /// <param name="state">The state.</param>
    /// <param name="back">Whether ways back count: each leads to every state from which this one can be entered.</param>
    public IEnumerable<string> Exits(string state, bool back) =>
        Procedure.MovesFrom(state).SelectMany(Targets).SelectMany(target => target != Move.Back ? [target]
            : back ? Moves.Where(move => Targets(move).Contains(state)).SelectMany(move => move.From)
            : []).Where(Procedure.States.ContainsKey);

    public static bool IsStaffs(Move move) => move.By.Any(who => who is Who.AtOwner or Who.AtSuperior or Who.Called or Who.CalledTo);

    public static bool IsFilers(Move move) => move.By.All(who => who is Who.Filer);

    public static bool IsSystems(Move move) => move.By.All(who => who is Who.BySystem);
}
