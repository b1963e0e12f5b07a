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
    private const int MostSituations = 200_000;

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
        IEnumerable<(string File, string Text)> files, IEnumerable<(string File, string Text)> parts, RuleBook rules, Calendar calendar, Action<Subject> check)
    {
        var shared = parts.ToDictionary(part => Path.GetFileNameWithoutExtension(part.File));
        var each = files.AsParallel().AsOrdered().Select(file => One(file.File, file.Text, shared, rules, calendar, check)).ToList();
        var problems = each.SelectMany(one => one.Problems).ToList();
        return problems.Count > 0 ? throw new CatalogueException(problems) : [.. each.Select(one => one.Explored!)];
    }

    private static (List<CatalogueProblem> Problems, Explored? Explored) One(
        string file, string text, IReadOnlyDictionary<string, (string File, string Text)> parts, RuleBook rules, Calendar calendar, Action<Subject> check)
    {
        var problems = new List<CatalogueProblem>();
        if (ProcedureFile.Read(file, text, parts, problems, out var maps) is not { } procedure)
            return (problems, null);
        var subject = new Subject(procedure, maps, rules, BodyKinds: null);
        check(subject);
        return (problems, problems.Count == 0 ? new Walk(subject, calendar).Go() : null);
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
            File();
            while (_open.TryDequeue(out var situation))
            {
                if (_known.Count > MostSituations)
                {
                    _subject.Maps.Top.Problem(null, $"there are more than {MostSituations} situations: too many clocks or sorts of work are open at once");
                    break;
                }

                try
                {
                    Do(situation);
                    Wait(situation);
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

        private void File()
        {
            var day = Procedure.IsOpenOn(s_start) ? s_start : Procedure.Until ?? Procedure.From ?? s_start;
            var now = LegalTime.StartOf(day).AddHours(9);
            foreach (var about in Abouts())
            {
                foreach (var parties in Likeness.HasSides(_subject) ? new PartyRole[][] { [PartyRole.Filer], [PartyRole.Filer, PartyRole.Respondent] } : [[PartyRole.Filer]])
                {
                    if (Interpreter.File(Procedure, Procedure.Kinds[0].Code, ModelPrefecture.Village, about, parties, At(now)) is Outcome.Applied filed)
                        Come(new Situation(filed.Next, now, null, $"filed{(parties.Length > 1 ? " with another side" : "")}{(about is null ? "" : $" about {_bodies.KindOf(about.Value)}")}"), null, null);
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

        private void Do(Situation situation)
        {
            foreach (var move in Procedure.MovesFrom(situation.State.Name))
                Make(situation, move);
        }

        private void Make(Situation situation, Move move)
        {
            var circumstances = At(situation.Now);
            foreach (var (actor, answers) in _doings.With(move, situation.State, circumstances))
            {
                if (Interpreter.Apply(Procedure, situation.State, move, actor, answers, circumstances) is Outcome.Applied applied)
                {
                    _made.Add(move.Name);
                    Come(new Situation(applied.Next, situation.Now, situation, move.Name), move, actor);
                }
            }
        }

        /// <summary>Nobody does anything until the next clock passes of those that make a difference; the others pass on the way.</summary>
        private void Wait(Situation situation)
        {
            var running = situation.State.Clocks.Where(clock => clock.Status == ClockStatus.Running).ToList();
            var next = running.Where(clock => clock.Due == running.Min(other => other.Due)).ToList();
            if (next.FirstOrDefault(clock => !_likeness.IsRead(situation.State, clock.Name)) is { } unread)
            {
                if (Pass(situation, unread) is { } after)
                    Wait(after);
                return;
            }

            foreach (var clock in next)
                Pass(situation, clock);
        }

        private Situation? Pass(Situation situation, ClockState clock)
        {
            var night = LegalTime.StartOf(clock.Due.AddDays(1)).AddHours(9);
            var now = night > situation.Now ? night : situation.Now;
            if (Interpreter.Pass(Procedure, situation.State, clock.Name, At(now)) is not Outcome.Applied passed)
                return null;
            var moved = passed.Next.Name != situation.State.Name || passed.Next.Owner != situation.State.Owner || passed.Next.Clock(clock.Name) is { Status: not ClockStatus.Passed };
            var then = moved && Procedure.Clocks[clock.Name].Then is { } name ? Procedure.Moves[name] : null;
            if (then is not null)
                _made.Add(then.Name);
            var after = new Situation(passed.Next, now, situation, $"the clock {clock.Name} passes");
            _demands.OfClock(situation, after, clock.Name);
            Come(after, then, new Actor.System());
            return after;
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
            foreach (var move in Procedure.MovesFrom(situation.State.Name).Where(move => _ahead.IsAside(move) && !_made.Contains(move.Name) && Guards.Broken(move, situation.State, circumstances) is null))
                Make(situation, move);
        }

        private void CheckReached()
        {
            var reached = _known.Values.Select(situation => situation.State.Name).ToHashSet();
            foreach (var state in _subject.States.Where(state => !reached.Contains(state.Name)))
                _subject.Maps[state].Problem(null, $"no matter ever comes into the state '{state.Name}'");
            foreach (var move in _subject.Moves.Where(move => !_made.Contains(move.Name)))
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
    }
}
