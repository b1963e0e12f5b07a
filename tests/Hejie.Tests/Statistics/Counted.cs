using Hejie.Data;
using Hejie.Journal;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Statistics;

/// <summary>
/// A matter as the tests count it: straight over all entries of the journal, by the whole folded state, and sharing
/// nothing with the product's readers.
/// </summary>
internal sealed record Counted
{
    public required int County { get; init; }

    public required Guid Matter { get; init; }

    public required MatterState State { get; init; }

    public required FigureOutcome Outcome { get; init; }

    public required FigureChannel Channel { get; init; }

    public required bool Restricted { get; init; }

    public required DateOnly Opened { get; init; }

    public DateOnly? Accepted { get; init; }

    public DateOnly? Ended { get; init; }

    public DateOnly? Late { get; init; }

    public bool Overdue { get; init; }

    public int Reopened { get; init; }

    public DateOnly? ReopenedDay { get; init; }

    public required IReadOnlyList<(DateOnly Day, int From, int To)> Hops { get; init; }

    /// <summary>The calls on bodies that were settled: when, on whom, and whether in time.</summary>
    public required IReadOnlyList<(DateOnly Day, int Body, bool InTime)> Calls { get; init; }

    /// <summary>How the resident rated it since it was last taken up again.</summary>
    public int? Rating { get; init; }

    /// <summary>How much of an agreement was performed: 0 none, 1 a part, 2 all; null where nothing was due.</summary>
    public int? Performance { get; init; }

    public string Kind => State.Procedure + "/" + State.Kind;

    public bool IsForgotten { get; init; }

    public bool IsOpen => Ended is null;

    /// <summary>Counts all matters of the journal anew.</summary>
    public static async Task<IReadOnlyList<Counted>> ReadAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<HejieDb>();
        var book = services.GetRequiredService<CatalogueHolder>().Current.Procedures;
        var entries = await db.Entries.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync();
        return [.. entries.GroupBy(entry => (entry.County, entry.Matter)).Select(matter =>
            Of(matter.Key.County, matter.Key.Matter, [.. matter.OrderBy(entry => entry.Number).Select(entry => EntryCodec.Header(entry.Bytes))], book))];
    }

    private static Counted Of(int county, Guid id, IReadOnlyList<EntryHeader> headers, ProcedureBook book)
    {
        var states = new List<MatterState> { MatterState.Empty };
        foreach (var header in headers)
            states.Add(states[^1].After(header.Effects));
        var last = states[^1];
        var procedure = book.Version(last.ProcedureHash);
        DateOnly Day(int entry) => LegalTime.DateOf(LegalTime.Instant(headers[entry].Recorded));
        bool IsOut(MatterState state) => state.Name.Length > 0 && (procedure.States[state.Name].Closing || procedure.States[state.Name].IsFinal);
        bool Returns(EntryHeader header) => header.Kind.StartsWith("move:", StringComparison.Ordinal) && procedure.Moves[header.Kind[5..]] is var move && (move.To == Move.Back || move.Returns);
        var range = Enumerable.Range(0, headers.Count).ToList();
        var final = procedure.States[last.Name].IsFinal;
        var forgotten = range.FindIndex(entry => headers[entry].Kind == "forgotten");
        var again = range.Where(entry => headers[entry].Kind == "move:not-solved" || (IsOut(states[entry]) && !IsOut(states[entry + 1]) && !Returns(headers[entry]))).ToList();
        var taken = headers.SelectMany(header => header.Effects).OfType<Effect.TakenDown>().FirstOrDefault();
        return new Counted
        {
            County = county,
            Matter = id,
            State = last,
            Outcome = final ? (FigureOutcome)(int)procedure.States[last.Name].Ending : forgotten >= 0 ? FigureOutcome.Forgotten : FigureOutcome.Open,
            Channel = last.SeveredFrom is not null ? FigureChannel.Part : taken is null ? FigureChannel.Self : FigureChannel.Counter + (int)taken.By,
            Restricted = procedure.NamedFor(last.Kind).Count > 0,
            Opened = Day(0),
            Accepted = range.Where(entry => states[entry + 1].Number is not null).Select(entry => (DateOnly?)Day(entry)).FirstOrDefault(),
            Ended = final ? Day(range.Last(entry => headers[entry].Effects.Any(effect => effect is Effect.Entered))) : forgotten >= 0 ? Day(forgotten) : null,
            Late = LateOn(procedure, headers, states),
            Overdue = last.Clocks.Any(clock => clock.Status == ClockStatus.Passed && procedure.ClockOf(clock.Name).Binds),
            IsForgotten = forgotten >= 0,
            Reopened = again.Count,
            ReopenedDay = again.Count == 0 ? null : Day(again[^1]),
            Rating = headers.Skip(again.Count == 0 ? 0 : again[^1] + 1).Where(header => header.Clear.ContainsKey("rating")).Select(header => (int?)int.Parse(header.Clear["rating"], null)).LastOrDefault(),
            Performance = headers.Select(header => header.Kind == "move:end-unperformed" ? 0 : header.Kind == "move:record-performance" ? Array.IndexOf(["none", "part", "full"], header.Clear["extent"]) : -1)
                .Where(extent => extent >= 0).Select(extent => (int?)extent).LastOrDefault(),
            Calls = [.. CallsOf(headers, states)],
            Hops = [.. range.Where(entry => states[entry].Owner != 0 && states[entry].Owner != states[entry + 1].Owner).Select(entry => (Day(entry), states[entry].Owner, states[entry + 1].Owner))],
        };
    }

    /// <summary>The first day on which a body's time was seen to have run out, by comparing each clock before and after each entry.</summary>
    private static DateOnly? LateOn(Procedure procedure, IReadOnlyList<EntryHeader> headers, List<MatterState> states)
    {
        for (var entry = 0; entry < headers.Count; entry++)
        {
            foreach (var clock in states[entry + 1].Clocks.Where(clock => procedure.ClockOf(clock.Name).Binds))
            {
                var before = states[entry].Clock(clock.Name);
                if (IsLate(clock, before, headers[entry]))
                    return LegalTime.DateOf(LegalTime.Instant(headers[entry].Recorded));
            }
        }

        return null;
    }

    /// <summary>
    /// Every stay of a referral with a body, from the entry by which it came there to the one by which it left: settled by a
    /// time of it that ran out meanwhile, else by its leaving, unless it was dropped.
    /// </summary>
    private static IEnumerable<(DateOnly Day, int Body, bool InTime)> CallsOf(IReadOnlyList<EntryHeader> headers, List<MatterState> states)
    {
        DateOnly Day(int entry) => LegalTime.DateOf(LegalTime.Instant(headers[entry].Recorded));
        ReferralState? At(int entry, int number) => states[entry].Referrals.FirstOrDefault(referral => referral.Number == number);
        foreach (var number in states[^1].Referrals.Select(referral => referral.Number))
        {
            for (var from = 0; from < headers.Count; from++)
            {
                if (At(from + 1, number) is not { } call || At(from, number)?.Work == call.Work)
                    continue;
                var left = Enumerable.Range(from + 1, headers.Count - from - 1).Cast<int?>()
                    .FirstOrDefault(entry => At(entry!.Value + 1, number) is var now && (now!.Work != call.Work || now.Stage is ReferralStage.Answered or ReferralStage.Dropped));
                var late = Enumerable.Range(from + 1, (left ?? (headers.Count - 1)) - from).Cast<int?>().FirstOrDefault(entry => states[entry!.Value + 1].Clocks.Any(clock =>
                    Clock.ReferralOf(clock.Name) == number && Clock.NameOf(clock.Name) != "referral-object" && IsLate(clock, states[entry.Value].Clock(clock.Name), headers[entry.Value])));
                if (late is { } day)
                    yield return (Day(day), call.Body, false);
                else if (left is { } settled && At(settled + 1, number)!.Stage != ReferralStage.Dropped)
                    yield return (Day(settled), call.Body, true);
            }
        }
    }

    private static bool IsLate(ClockState clock, ClockState? before, EntryHeader header) => clock.Status == ClockStatus.Passed
        || (clock.Status == ClockStatus.Stopped && before is { Status: ClockStatus.Running or ClockStatus.Paused } && LegalTime.EndOf(clock.Due) < header.Recorded && header.Kind != "forgotten");
}
