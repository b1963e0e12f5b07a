using System.Globalization;
using Hejie.Import;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Operations.Replay;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;

namespace Hejie.Statistics;

/// <summary>
/// What an entry makes of a matter's fact: pure, and from its header alone, so that what is counted belongs to the
/// reader's position and to nothing later.
/// </summary>
internal static class FoldFact
{
    /// <summary>The least rating that is called well.</summary>
    public const int Well = 4;

    /// <summary>The resident's own move to say that it is not solved, in every procedure that asks them.</summary>
    private const string NotSolved = MakeMove.Prefix + "not-solved";

    /// <summary>The choice in which a resident rates what was done.</summary>
    private const string RatingField = "rating";

    /// <summary>The choice that says how much of an agreement was performed.</summary>
    private const string ExtentField = "extent";

    /// <summary>The day on which an entry is counted: that of its record; of what a register brought, the register's own.</summary>
    public static int DayOf(EntryHeader header) => LegalTime.DateOf(LegalTime.Instant(header.Kind == TakeIn.Kind ? header.Happened : header.Recorded)).DayNumber;

    /// <summary>Whether an entry can change what is counted at all: most looks and notes do not.</summary>
    public static bool Tells(EntryHeader header) => header.Effects.Count > 0 || header.Kind == ForgetMatter.Kind;

    /// <summary>The fact after an entry; the one before is left as it was.</summary>
    /// <param name="before">Null for the first entry.</param>
    /// <param name="header">The entry.</param>
    /// <param name="book">The procedures, every version that a matter began under.</param>
    /// <param name="hops">Told of each body that it went to from another.</param>
    public static FactRow After(FactRow? before, EntryHeader header, ProcedureBook book, Action<HopRow>? hops = null)
    {
        var procedure = book.Version(header.Catalogue);
        var day = DayOf(header);
        var fact = before?.Copy() ?? Begin(header, procedure, day);
        foreach (var (nth, effect) in header.Effects.Index())
        {
            switch (effect)
            {
                case Effect.Entered entered:
                    Enter(fact, procedure, header, entered.State, day);
                    break;
                case Effect.Owned owned:
                    if (fact.Owner != 0 && fact.Owner != owned.Body)
                        hops?.Invoke(new HopRow { County = fact.County, Matter = fact.Matter, Number = header.Number, Nth = nth, Day = day, Sender = fact.Owner, Receiver = owned.Body });
                    fact.Owner = owned.Body;
                    break;
                case Effect.Numbered:
                    fact.Accepted ??= Math.Max(day, fact.Opened);
                    break;
                case Effect.ClockStarted started when IsPassed(fact, started.Name):
                    // Begun afresh after it ran out: what it was for came too late.
                    Answer(fact, started.Name, late: true);
                    break;
                case Effect.ClockChanged clock when procedure.FindClock(clock.Name)?.Binds == true:
                    Change(fact, clock, header, day);
                    break;
                case Effect.TakenDown taken:
                    fact.Channel = (int)(taken.By switch
                    {
                        Presence.Counter => FigureChannel.Counter,
                        Presence.Telephone => FigureChannel.Telephone,
                        _ => FigureChannel.Visit,
                    });
                    break;
                case Effect.SeveredFrom:
                    fact.Channel = (int)FigureChannel.Part;
                    break;
            }
        }

        if (header.Clear.TryGetValue(RatingField, out var rating) && int.TryParse(rating, CultureInfo.InvariantCulture, out var rated))
            fact.Rating = rated;
        fact.Performance = header.Clear.GetValueOrDefault(ExtentField) switch
        {
            "full" => (int)Performance.Full,
            "part" => (int)Performance.Part,
            "none" => (int)Performance.None,
            _ => fact.Performance,
        };
        if (header.Kind == ForgetMatter.Kind && fact.Ended is null)
            End(fact, FigureOutcome.Forgotten, day);
        return fact;
    }

    private static FactRow Begin(EntryHeader header, Procedure procedure, int day)
    {
        var began = header.Effects.OfType<Effect.Began>().First();
        return new FactRow
        {
            County = header.County,
            Matter = header.Matter,
            Procedure = began.Procedure,
            Kind = began.Kind,
            Place = began.Place,
            State = "",
            About = began.About,
            Restricted = procedure.NamedFor(began.Kind).Count > 0,
            Channel = (int)(header.Kind == TakeIn.Kind ? FigureChannel.Import : FigureChannel.Self),
            Opened = day,
        };
    }

    private static void Enter(FactRow fact, Procedure procedure, EntryHeader header, string name, int day)
    {
        var state = procedure.States[name];
        var (wasOut, isOut) = (fact.Closing, state.Closing || state.IsFinal);
        fact.State = name;
        fact.Closing = isOut;
        if (isOut)
            fact.FirstClosed ??= day;
        if (header.Kind == NotSolved || (wasOut && !isOut && !IsReturn(procedure, header)))
        {
            fact.Reopened++;
            fact.ReopenedDay = day;
            fact.Rating = null;
        }
        else if (wasOut && !isOut && fact.Reopened == 0)
        {
            // A withdrawal taken back: it was never done.
            fact.FirstClosed = null;
        }

        // An agreement that ends without having been performed, whatever was written down last.
        if (state.Agreed && state.Ending == Ending.Unsettled)
            fact.Performance = (int)Performance.None;
        if (state.IsFinal)
        {
            End(fact, (FigureOutcome)(int)state.Ending, EndDay(header) ?? day);
        }
        else
        {
            fact.Ended = null;
            fact.Outcome = (int)FigureOutcome.Open;
        }
    }

    /// <summary>The day on which a matter that a register brought had ended there; null where it says none, or of any other entry.</summary>
    private static int? EndDay(EntryHeader header) =>
        header.Kind == TakeIn.Kind && header.Clear.TryGetValue(TakeIn.EndedOn, out var text)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : null;

    private static void End(FactRow fact, FigureOutcome outcome, int day)
    {
        // A register may say that something ended before it began; no days are less than none.
        fact.Ended = Math.Max(day, fact.Opened);
        fact.Outcome = (int)outcome;
        fact.Closing = true;
    }

    private static bool IsReturn(Procedure procedure, EntryHeader header) =>
        header.Kind.StartsWith(MakeMove.Prefix, StringComparison.Ordinal)
        && procedure.Moves.TryGetValue(header.Kind[MakeMove.Prefix.Length..], out var move) && (move.To == Move.Back || move.Returns);

    private static void Change(FactRow fact, Effect.ClockChanged clock, EntryHeader header, int day)
    {
        if (clock.Status == ClockStatus.Passed)
        {
            fact.Passed = ClockNames.With(fact.Passed, clock.Name);
            fact.Late ??= day;
        }
        else if (IsPassed(fact, clock.Name))
        {
            // Where the law changed and it is counted anew, it was not late after all.
            Answer(fact, clock.Name, late: header.Kind != RecountClocks.Kind);
        }
        else if (clock.Status == ClockStatus.Stopped && LegalTime.EndOf(clock.Due) < header.Recorded && !IsEnding(header))
        {
            // Done after its last day, before the sweep came by.
            fact.DoneLate = true;
            fact.Late ??= day;
        }
    }

    /// <summary>Whether what an entry stops it stops because nobody is left to ask: then nothing was done late.</summary>
    private static bool IsEnding(EntryHeader header) => header.Kind == ForgetMatter.Kind;

    private static bool IsPassed(FactRow fact, string clock) => ClockNames.Of(fact.Passed).Contains(clock);

    private static void Answer(FactRow fact, string clock, bool late)
    {
        fact.Passed = ClockNames.Without(fact.Passed, clock);
        fact.DoneLate |= late;
        if (fact.Passed is null && !fact.DoneLate)
            fact.Late = null;
    }

    /// <summary>The places at which a matter is counted: its county, township and village, as far as it names them.</summary>
    public static IEnumerable<(PlaceLevel Level, long Place)> PlacesOf(long place)
    {
        var (county, township, village) = (place / 1_000_000_000 * 1_000_000_000, place / 1_000_000 * 1_000_000, place / 1_000 * 1_000);
        yield return (PlaceLevel.County, county);
        if (township != county)
            yield return (PlaceLevel.Township, township);
        if (village != township)
            yield return (PlaceLevel.Village, village);
    }
}
