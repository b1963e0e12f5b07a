using System.Globalization;
using System.Text;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>
/// What tells two situations apart. Numbers and dates do not: of clocks counts only which passes next and whether they ran out, of
/// bodies how far they lie below the top, of attempts only what three of them need, of the way here only what leads back.
/// </summary>
internal sealed class Likeness(Procedure procedure, ModelPrefecture bodies)
{
    private const int MostHops = 2, MostAttempts = 3, MostExtensions = 3;

    private readonly HashSet<string> _once = Clocks(procedure, Guard.Once, move => move.Start);
    private readonly HashSet<string> _after = Clocks(procedure, Guard.AfterClock, move => move.Stop);
    private readonly HashSet<string> _back =
        [.. procedure.Moves.Values.Where(move => Checking.Subject.Targets(move).Contains(Move.Back)).SelectMany(move => move.From)];

    public string Of(Situation situation)
    {
        var state = situation.State;
        var key = new StringBuilder(state.Name);
        key.Append(CultureInfo.InvariantCulture, $"|{state.About}|{Depth(state.Owner)}|{Depth(state.SentBy)}|{Math.Min(state.Hops, MostHops)}|");
        key.AppendJoin(',', state.Parties.Select(party => party.Role).Order()).Append('|');
        key.AppendJoin(',', state.Work.Where(work => !work.OfState).Select(work => $"{work.Kind}@{Where(state, work.Body)}").Distinct().Order(StringComparer.Ordinal)).Append('|');
        key.AppendJoin(',', state.Signatures.OrderBy(signature => signature.By).Select(signature => $"{signature.By}{(signature.OnPaper ? 'p' : ' ')}{(signature.Attested ? 'a' : ' ')}")).Append('|');
        key.Append(CultureInfo.InvariantCulture, $"{Math.Min(state.Attempts.Length, MostAttempts)}{Math.Min(state.Attempts.Select(attempt => attempt.Channel).Distinct().Count(), 2)}{(state.Attempts.Any(attempt => attempt.Body != state.Owner) ? 'o' : ' ')}|");
        AddClocks(key, state, LegalTime.DateOf(situation.Now));
        AddWayBack(key, state);
        return key.ToString();
    }

    private string Depth(int? body) => body is { } there ? bodies.DepthOf(there).ToString(CultureInfo.InvariantCulture) : "";

    private string Where(MatterState state, int body) =>
        body == state.Owner ? "owner" : body == bodies.SuperiorOf(state.Owner) ? "superior" : Depth(body);

    private void AddClocks(StringBuilder key, MatterState state, DateOnly today)
    {
        var next = state.Clocks.Where(clock => clock.Status == ClockStatus.Running).Select(clock => (DateOnly?)clock.Due).Min();
        foreach (var clock in state.Clocks.OrderBy(clock => clock.Name, StringComparer.Ordinal))
        {
            if (!clock.IsOpen && !_once.Contains(clock.Name) && !_after.Contains(clock.Name))
                continue;
            key.Append(clock.Name).Append(clock.Status);
            if (clock.Status == ClockStatus.Running)
                key.Append(clock.Due < today ? "-" : clock.Due == next ? "!" : "");
            if (_after.Contains(clock.Name) && clock.Due < today)
                key.Append('-');
            if (clock.IsOpen)
                key.Append(CultureInfo.InvariantCulture, $"+{Math.Min(clock.Extended, MostExtensions)}{(procedure.Clocks[clock.Name].RuleBy is null ? "" : clock.Rule)}");
            key.Append(',');
        }
    }

    private void AddWayBack(StringBuilder key, MatterState state)
    {
        var (name, at) = (state.Name, state.Trail.Length);
        while (_back.Contains(name) && at > 0)
        {
            name = state.Trail[--at];
            key.Append('<').Append(name);
        }
    }

    private static HashSet<string> Clocks(Procedure procedure, Guard guard, Func<Move, IReadOnlyList<string>> named) =>
        [.. procedure.Moves.Values.Where(move => move.Guards.Contains(guard)).SelectMany(named)];
}
