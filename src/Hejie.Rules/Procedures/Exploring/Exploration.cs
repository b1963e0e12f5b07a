using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures.Checking;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>How far a procedure was explored.</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Situations">In how many different situations a matter can be.</param>
/// <param name="Steps">How many steps lead from one to another.</param>
public sealed record Explored(Procedure Procedure, int Situations, int Steps);

/// <summary>
/// Goes every way that a matter can go, with the interpreter that real matters go by: breadth first from filing, by everything
/// that anybody can do and by every clock that passes. So whatever is found is found on the shortest way to it.
/// </summary>
public static class Exploration
{
    private const int MostSituations = 200_000, LongestLife = 100;

    // A Monday without a holiday near; procedures of another time are filed on their last day.
    private static readonly DateOnly s_start = new(2026, 3, 2);

    /// <summary>Explores all procedures.</summary>
    /// <param name="files">The procedures' files: name and text.</param>
    /// <param name="parts">The shared parts' files.</param>
    /// <param name="rules">The rules that the clocks name.</param>
    /// <param name="calendar">The calendar that periods are counted on.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line, reason and the way that leads there.</exception>
    public static IReadOnlyList<Explored> Of(
        IEnumerable<(string File, string Text)> files, IEnumerable<(string File, string Text)> parts, RuleBook rules, Calendar calendar) =>
        Of(files, parts, rules, calendar, ProcedureCheck.Check);

    /// <summary>Explores procedures after another check than that of their files, so that either is shown to find what the other does.</summary>
    internal static IReadOnlyList<Explored> Of(
        IEnumerable<(string File, string Text)> files, IEnumerable<(string File, string Text)> parts, RuleBook rules, Calendar calendar, Action<Subject> check) =>
        Each(files, parts, rules, calendar, check, walk => walk.Go());

    /// <summary>
    /// Whether it was right to go on from one of all situations that are alike: matters that live on by chance, with nothing left
    /// out but the order of signatures, must never come where no explored situation is like theirs.
    /// </summary>
    /// <param name="files">The procedures' files.</param>
    /// <param name="parts">The shared parts' files.</param>
    /// <param name="rules">The rules that the clocks name.</param>
    /// <param name="calendar">The calendar that periods are counted on.</param>
    /// <param name="lives">How many matters of each procedure.</param>
    /// <param name="seed">Of what happens to them.</param>
    /// <returns>The ways to what was left out, none where all is right; and how many steps the lives took.</returns>
    internal static IReadOnlyList<(string Procedure, IReadOnlyList<string> Missed, int Steps)> Doubt(
        IEnumerable<(string File, string Text)> files, IEnumerable<(string File, string Text)> parts, RuleBook rules, Calendar calendar, int lives, int seed) =>
        Each(files, parts, rules, calendar, ProcedureCheck.Check, walk =>
        {
            var id = walk.Go().Procedure.Id;
            var (missed, steps) = walk.Live(lives, new Random(seed));
            return (id, missed, steps);
        });

    private static IReadOnlyList<T> Each<T>(
        IEnumerable<(string File, string Text)> files, IEnumerable<(string File, string Text)> parts, RuleBook rules, Calendar calendar, Action<Subject> check, Func<Walk, T> go)
    {
        var shared = parts.ToDictionary(part => Path.GetFileNameWithoutExtension(part.File));
        var each = files.AsParallel().AsOrdered().Select(file => One(file.File, file.Text, shared, rules, calendar, check, go)).ToList();
        var problems = each.SelectMany(one => one.Problems).ToList();
        return problems.Count > 0 ? throw new CatalogueException(problems) : [.. each.Select(one => one.Found!)];
    }

    private static (List<CatalogueProblem> Problems, T? Found) One<T>(
        string file, string text, IReadOnlyDictionary<string, (string File, string Text)> parts, RuleBook rules, Calendar calendar, Action<Subject> check, Func<Walk, T> go)
    {
        var problems = new List<CatalogueProblem>();
        if (ProcedureFile.Read(file, text, parts, problems, out var maps) is not { } procedure)
            return (problems, default);
        var subject = new Subject(procedure, maps, rules, BodyKinds: null);
        check(subject);
        return (problems, problems.Count == 0 ? go(new Walk(subject, calendar)) : default);
    }

    private sealed class Walk
    {
        private readonly Subject _subject;
        private readonly Calendar _calendar;
        private readonly ModelPrefecture _bodies;
        private readonly Ahead _ahead;
        private readonly Likeness _likeness;
        private readonly Doings _doings;
        private readonly Demands _demands;
        private readonly Dictionary<string, Situation> _known = [];
        private readonly Queue<Situation> _open = new();
        private readonly HashSet<string> _made = [];
        private int _steps;

        public Walk(Subject subject, Calendar calendar)
        {
            (_subject, _calendar, _bodies, _ahead) = (subject, calendar, new ModelPrefecture(subject.Procedure), new Ahead(subject));
            (_likeness, _doings, _demands) = (new Likeness(subject, _bodies, _ahead), new Doings(subject.Procedure, _bodies), new Demands(subject, _bodies));
        }

        private Procedure Procedure => _subject.Procedure;

        public Explored Go()
        {
            foreach (var filed in Filings())
                Come(filed, null, null);
            while (_open.TryDequeue(out var situation))
            {
                if (_known.Count > MostSituations)
                {
                    _subject.Maps.Top.Problem(null, $"there are more than {MostSituations} situations: too many clocks or sorts of work are open at once");
                    break;
                }

                try
                {
                    foreach (var step in StepsFrom(situation))
                        Go(step);
                }
                catch (InvalidOperationException wrong)
                {
                    // A period that cannot be counted: the matter could not go on.
                    _subject.Maps[Procedure.States[situation.State.Name]].Problem(null, $"in the state '{situation.State.Name}' something cannot be done: {wrong.Message} ({situation.Path})");
                    break;
                }
            }

            if (_open.Count == 0)
            {
                CheckReached();
                CheckEnds();
            }

            return new Explored(Procedure, _known.Count, _steps);
        }

        /// <summary>The ways to file: with and without another side, about nobody and about each body that it could lie with.</summary>
        private IEnumerable<Situation> Filings()
        {
            var day = Procedure.IsOpenOn(s_start) ? s_start : Procedure.Until ?? Procedure.From ?? s_start;
            var now = LegalTime.StartOf(day).AddHours(9);
            foreach (var about in Abouts())
            {
                foreach (var parties in Likeness.HasSides(_subject) ? new PartyRole[][] { [PartyRole.Filer], [PartyRole.Filer, PartyRole.Respondent] } : [[PartyRole.Filer]])
                {
                    if (Interpreter.File(Procedure, Procedure.Kinds[0].Code, ModelPrefecture.Village, about, parties, At(now)) is Outcome.Applied filed)
                        yield return new Situation(filed.Next, now, null, $"filed{(parties.Length > 1 ? " with another side" : "")}{(about is null ? "" : $" about {_bodies.KindOf(about.Value)}")}");
                }
            }
        }

        /// <summary>Nobody, who would have it else, and who lies above those.</summary>
        private IEnumerable<int?> Abouts()
        {
            yield return null;
            if (!Procedure.AsksAbout)
                yield break;
            for (var body = Router.BodyFor(Procedure, ModelPrefecture.Village, null, _bodies); body is { } about; body = _bodies.SuperiorOf(about))
                yield return about;
        }

        /// <summary>Lets matters live on by chance, each to its end or through a hundred steps.</summary>
        public (IReadOnlyList<string> Missed, int Steps) Live(int lives, Random random)
        {
            var filings = Filings().ToList();
            var missed = new SortedSet<string>(StringComparer.Ordinal);
            var taken = 0;
            for (var life = 0; life < lives; life++)
            {
                var at = filings[random.Next(filings.Count)];
                for (var steps = 0; steps < LongestLife && Living(at).ToList() is { Count: > 0 } next; steps++, taken++)
                {
                    at = next[random.Next(next.Count)].After;
                    if (_likeness.Of(at) is var key && !_known.ContainsKey(key))
                    {
                        missed.Add($"{at.Path} ({key})");
                        break;
                    }
                }
            }

            return ([.. missed], taken);
        }

        /// <summary>Every step that leads on: what anybody can do, and what comes if nobody does.</summary>
        private IEnumerable<Step> StepsFrom(Situation situation) =>
            MovesFrom(situation).SelectMany(move => Making(situation, move)).Concat(Waiting(situation));

        /// <summary>Every step of a life: what anybody can do, whoever they are, and the clocks that are really the next to pass.</summary>
        private IEnumerable<Step> Living(Situation situation)
        {
            var running = Running(situation);
            var passing = running.Where(clock => clock.Due == running.Min(other => other.Due)).Select(clock => Passing(situation, clock, situation)).OfType<Step>();
            return MovesFrom(situation).SelectMany(move => Making(situation, move, everybody: true)).Concat(passing);
        }

        /// <summary>
        /// What is called from others beside a matter, and what its superiors ask of it by a date that nothing else reads, changes
        /// nothing of its way and is the same in all: that is held by models of its own.
        /// </summary>
        private IEnumerable<Move> MovesFrom(Situation situation) => MovesAnywhere(situation).Where(move => move.Start.Count == 0 || !_ahead.IsAside(move));

        private IEnumerable<Move> MovesAnywhere(Situation situation) => Procedure.MovesFrom(situation.State.Name).Where(move => move.Refers == Refers.Nothing);

        private IEnumerable<Step> Making(Situation situation, Move move, bool everybody = false)
        {
            var circumstances = At(situation.Now);
            foreach (var (actor, answers) in _doings.With(move, situation.State, circumstances, everybody))
            {
                if (Interpreter.Apply(Procedure, situation.State, move, actor, answers, circumstances) is Outcome.Applied applied)
                    yield return new Step(new Situation(applied.Next, situation.Now, situation, move.Name), move, actor, null);
            }
        }

        /// <summary>
        /// Nobody does anything until a clock passes. It can be any that runs, and others may end with it: how much time each has
        /// left is not told apart. Those that would have passed before are put off.
        /// </summary>
        private IEnumerable<Step> Waiting(Situation situation) =>
            from next in Running(situation)
            from with in Sets([.. Running(situation).Where(clock => clock.Name != next.Name && _likeness.IsRead(situation.State, clock.Name)).Select(clock => clock.Name)])
            let step = Passing(situation with { State = EndingWith(situation.State, next, with) }, next, situation)
            where step is not null
            select step;

        private static List<ClockState> Running(Situation situation) => [.. situation.State.Clocks.Where(clock => clock.Status == ClockStatus.Running)];

        private static IEnumerable<HashSet<string>> Sets(IReadOnlyList<string> names) =>
            Enumerable.Range(0, 1 << names.Count).Select(set => names.Where((_, index) => (set & (1 << index)) != 0).ToHashSet());

        private static MatterState EndingWith(MatterState state, ClockState next, HashSet<string> with) => state with
        {
            Clocks = [.. state.Clocks.Select(clock => clock.Status != ClockStatus.Running || clock.Name == next.Name ? clock
                : with.Contains(clock.Name) ? clock with { Due = next.Due, Moment = null }
                : clock.Due <= next.Due ? clock with { Due = next.Due.AddDays(1), Moment = null }
                : clock)],
        };

        private Step? Passing(Situation situation, ClockState clock, Situation before)
        {
            var night = LegalTime.StartOf(clock.Due.AddDays(1)).AddHours(9);
            var now = night > situation.Now ? night : situation.Now;
            if (Interpreter.Pass(Procedure, situation.State, clock.Name, At(now)) is not Outcome.Applied passed)
                return null;
            var moved = passed.Next.Name != situation.State.Name || passed.Next.Owner != situation.State.Owner || passed.Next.Clock(clock.Name) is { Status: not ClockStatus.Passed };
            var then = moved && Procedure.ClockOf(clock.Name).Then is { } name ? Procedure.Moves[name] : null;
            return new Step(new Situation(passed.Next, now, before, $"the clock {clock.Name} passes"), then, new Actor.System(), clock.Name);
        }

        private void Go(Step step)
        {
            if (step.Move is { } move)
                _made.Add(move.Name);
            if (step.Clock is { } clock)
                _demands.OfClock(step.After.Before!, step.After, clock);
            Come(step.After, step.Move, step.Actor);
        }

        private void Come(Situation situation, Move? move, Actor? actor)
        {
            _steps++;
            _demands.OfStep(situation, move, actor);
            _demands.OfSituation(situation);
            var key = _likeness.Of(situation);
            if (!_known.TryGetValue(key, out var known))
            {
                _known.Add(key, known = situation);
                _open.Enqueue(situation);
            }
            else
            {
                StepAside(situation);
            }

            if (situation.Before is { } before)
                known.Entrances.Add(before);
        }

        /// <summary>What decides nothing is done once, in whichever matter it can be.</summary>
        private void StepAside(Situation situation)
        {
            var circumstances = At(situation.Now);
            foreach (var move in MovesAnywhere(situation).Where(move => _ahead.IsAside(move) && !_made.Contains(move.Name) && Guards.Broken(move, situation.State, circumstances) is null))
            {
                foreach (var step in Making(situation, move))
                    Go(step);
            }
        }

        private void CheckReached()
        {
            var reached = _known.Values.Select(situation => situation.State.Name).ToHashSet();
            foreach (var state in _subject.States.Where(state => !reached.Contains(state.Name)))
                _subject.Maps[state].Problem(null, $"no matter ever comes into the state '{state.Name}'");
            foreach (var move in _subject.Moves.Where(move => move.Refers == Refers.Nothing && !_made.Contains(move.Name)))
                _subject.Maps[move].Problem(null, $"in no situation can anybody make the move '{move.Name}'");
        }

        /// <summary>Backwards from every ending: what is not met there can never end.</summary>
        private void CheckEnds()
        {
            var ending = _known.Values.Where(situation => Procedure.States[situation.State.Name].IsFinal).ToHashSet();
            var open = new Stack<Situation>(ending);
            while (open.TryPop(out var situation))
            {
                foreach (var before in situation.Entrances.Where(ending.Add))
                    open.Push(before);
            }

            foreach (var stuck in _known.Values.Where(situation => !ending.Contains(situation)).DistinctBy(situation => situation.State.Name))
                _subject.Maps[Procedure.States[stuck.State.Name]].Problem(null, $"in the state '{stuck.State.Name}' a matter is stranded: no ending can be reached from there any more ({stuck.Path})");
        }

        private Circumstances At(DateTimeOffset now) => new(now, _subject.Rules, _calendar, _bodies);

        /// <summary>A step from one situation to the next.</summary>
        /// <param name="After">Where it leads.</param>
        /// <param name="Move">The move that is made, by somebody or by a clock.</param>
        /// <param name="Actor">Who makes it.</param>
        /// <param name="Clock">The clock that passes, or null.</param>
        private sealed record Step(Situation After, Move? Move, Actor? Actor, string? Clock);
    }
}
