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
        var again = range.Where(entry => IsOut(states[entry]) && !IsOut(states[entry + 1]) && !Returns(headers[entry])).ToList();
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
                var late = clock.Status == ClockStatus.Passed
                    || (clock.Status == ClockStatus.Stopped && before is { Status: ClockStatus.Running or ClockStatus.Paused }
                        && LegalTime.EndOf(clock.Due) < headers[entry].Recorded && headers[entry].Kind != "forgotten");
                if (late)
                    return LegalTime.DateOf(LegalTime.Instant(headers[entry].Recorded));
            }
        }

        return null;
    }
}
