using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Together;

/// <summary>A matter that was chosen to be handled with others.</summary>
internal sealed record ChosenMatter(Related Line, MatterState State, Procedure Procedure)
{
    public string Name => ChosenMatters.Name(Line.County, Line.Id);
}

/// <summary>A move that can be made on several of the chosen matters at once.</summary>
/// <param name="Procedure">Their procedure, as it is in force.</param>
/// <param name="Move">The move.</param>
/// <param name="Matters">Those that it can be made on now.</param>
internal sealed record MoveForMany(Procedure Procedure, Move Move, IReadOnlyList<ChosenMatter> Matters);

/// <summary>What came of the move on one of them.</summary>
internal sealed record MadeOne(ChosenMatter Matter, Written Written)
{
    public bool IsDone => Written is Written.Done or Written.Replayed;
}

/// <summary>
/// Makes one move on several matters, one after the other, each with an entry of its own: what is refused on one changes
/// nothing on another. What must be weighed for each alone is never made on many: to refuse, end, send on, call others, sign.
/// </summary>
internal sealed class MakeMoves(HejieDb db, MakeMove make, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>Whether a move may be made on many.</summary>
    public static bool IsForMany(Procedure procedure, Move move) =>
        move is
        {
            Refers: Refers.Nothing, Signs: Signs.Nobody, Attempt: false, Tone: not Tone.Warn, Confidential: false,
            OwnerField: null, OwnerSuperior: false, OwnerBack: false, OwnerActor: false,
        }
        && Targets(move).All(target => !procedure.States.TryGetValue(target, out var state) || !state.IsFinal)
        && Asked(move).All(field => field.Type is not (FieldType.Files or FieldType.People or FieldType.Party or FieldType.Place or FieldType.Body));

    /// <summary>What is asked for many: files that a move can do without are sent with one matter at a time.</summary>
    public static IEnumerable<Field> Asked(Move move) => move.Form.Where(field => field is not { Type: FieldType.Files, Required: false });

    /// <summary>The chosen matters that are in scope, in the order in which they were chosen.</summary>
    public async Task<IReadOnlyList<ChosenMatter>> ReadAsync(Scope scope, ChosenMatters chosen, CancellationToken cancel)
    {
        var found = new Dictionary<(int, Guid), ChosenMatter>();
        foreach (var county in chosen.Next.GroupBy(one => one.County, one => one.Id))
        {
            var ids = county.ToList();
            var rows = await scope.Matters(db, county.Key).AsNoTracking().Where(row => ids.Contains(row.Id))
                .Select(row => new { Line = new Related(row.County, row.Id, row.Summary, row.Procedure, row.Kind, row.Place, row.StateName, row.Opened, row.Number), row.State })
                .ToListAsync(cancel);
            foreach (var row in rows)
            {
                var state = StateCodec.Decode(row.State);
                found[(county.Key, row.Line.Id)] = new ChosenMatter(row.Line, state, catalogue.Current.Procedures.Version(state.ProcedureHash));
            }
        }

        return [.. chosen.Next.Distinct().Select(one => found.GetValueOrDefault((one.County, one.Id))).OfType<ChosenMatter>()];
    }

    /// <summary>What can be done with at least two of them now, what most can do first.</summary>
    public IReadOnlyList<MoveForMany> Open(Scope scope, IReadOnlyList<ChosenMatter> chosen)
    {
        var circumstances = catalogue.Current.Now(time, directory.Current);
        return
        [
            .. chosen.SelectMany(matter => Interpreter.Open(matter.Procedure, matter.State, scope.Actor, circumstances)
                    .Where(move => IsForMany(matter.Procedure, move)).Select(move => (Matter: matter, Move: move.Name)))
                .GroupBy(pair => (pair.Matter.State.Procedure, pair.Move), pair => pair.Matter)
                .Where(group => group.Count() > 1)
                .Select(group => catalogue.Current.Procedures.Find(group.Key.Procedure) is { } procedure && procedure.Moves.TryGetValue(group.Key.Move, out var move)
                    ? new MoveForMany(procedure, move, [.. group]) : null)
                .OfType<MoveForMany>()
                .OrderByDescending(many => many.Matters.Count).ThenBy(many => many.Move.Tone == Tone.Primary ? 0 : 1),
        ];
    }

    /// <summary>Makes the move on each.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="many">The move and the matters.</param>
    /// <param name="raw">The answers that are the same for all; those of one matter alone are named with the matter behind them, see <see cref="Of"/>.</param>
    /// <param name="once">Makes the whole repeatable: sent twice, each is moved once.</param>
    /// <param name="cancel">Cancels before the next; what was made stays.</param>
    public async Task<IReadOnlyList<MadeOne>> RunAsync(Scope scope, MoveForMany many, IReadOnlyDictionary<string, string> raw, string once, CancellationToken cancel)
    {
        var made = new List<MadeOne>(many.Matters.Count);
        foreach (var matter in many.Matters)
        {
            var answers = AnswersFor(many.Move, matter, raw);
            var told = string.Join('\n', answers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value).Prepend(many.Move.Name));
            made.Add(new MadeOne(matter, await make.RunAsync(scope.Matter(db, matter.Line.County, matter.Line.Id), new MoveRequest
            {
                Move = many.Move.Name,
                Actor = scope.Actor,
                Answers = answers,
                Check = VersionCheck.None,
                Request = RequestKey.For(FormattableString.Invariant($"staff/{scope.Account}/{matter.Line.Id:N}"), once, told),
            }, cancel)));
            db.ChangeTracker.Clear();
        }

        return made;
    }

    /// <summary>The name of an answer that is for one matter alone.</summary>
    public static string Of(Field field, ChosenMatter matter) => field.Name + "@" + matter.Name;

    /// <summary>Whether each matter has an answer of its own: its summary, which no two share.</summary>
    public static bool IsOwn(Field field) => field.Type == FieldType.Summary;

    /// <summary>Whether something may be added for one matter alone.</summary>
    public static bool TakesMore(Field field) => field.Type == FieldType.LongText;

    private static Dictionary<string, string> AnswersFor(Move move, ChosenMatter matter, IReadOnlyDictionary<string, string> raw)
    {
        var answers = new Dictionary<string, string>();
        foreach (var field in Asked(move))
        {
            var own = raw.GetValueOrDefault(Of(field, matter), "").Trim();
            if (IsOwn(field))
            {
                answers[field.Name] = own;
                continue;
            }

            foreach (var (name, value) in raw.Where(pair => pair.Key == field.Name || pair.Key.StartsWith(field.Name + ".", StringComparison.Ordinal)))
                answers[name] = name == field.Name && TakesMore(field) && own.Length > 0 ? (value.Trim() + "\n\n" + own).Trim() : value;
        }

        return answers;
    }

    private static IEnumerable<string> Targets(Move move) =>
        new[] { move.To, move.WhenSigned }.OfType<string>().Concat(move.OnState?.Targets.Values ?? []);
}
