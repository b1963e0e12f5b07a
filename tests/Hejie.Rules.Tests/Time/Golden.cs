using System.Globalization;
using Hejie.Rules.Time;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Rules.Tests.Time;

/// <summary>
/// One line of golden.csv: a date worked out apart from the product, from the article, the rows of the holiday file and
/// an almanac.
/// </summary>
/// <param name="Kind">What the case shows.</param>
/// <param name="Rule">The rule of the catalogue.</param>
/// <param name="From">The event: a date, or a moment for what ends at one.</param>
/// <param name="Options"><c>extended N</c>, <c>pause A..B</c>, <c>calendar 532900</c>.</param>
/// <param name="Due">The date, or the moment, on which it ends.</param>
/// <param name="Marks"><c>safe D</c> where the date without local days is another, <c>provisional</c>.</param>
/// <param name="Article">The article that gives the period.</param>
/// <param name="Why">How the date comes about.</param>
public sealed record Golden(string Kind, string Rule, string From, string Options, string Due, string Marks, string Article, string Why)
{
    internal static IReadOnlyList<Golden> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden.csv")).Skip(1).Select(line => line.Split(',', 8))
            .Select(cells => new Golden(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]))];

    internal Trigger Trigger =>
        From.Contains('T', StringComparison.Ordinal) ? Trigger.At(Moment(From)) : Trigger.On(Rules.Day(From));

    internal Calendar Calendar => After(Options, "calendar") is [var scope] ? Rules.National.For(scope)! : Rules.National;

    internal CountOptions Counted =>
        new(After(Options, "pause").Select(pause => pause.Split("..")).Select(days => Rules.Stop(days[0], days[1])),
            After(Options, "extended") is [var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 0);

    /// <summary>The moment that <see cref="Due"/> names, or null where it names a date.</summary>
    internal DateTimeOffset? Instant => Due.Contains('T', StringComparison.Ordinal) ? Moment(Due) : null;

    internal DateOnly Date => Instant is { } instant ? LegalTime.DateOf(instant) : Rules.Day(Due);

    internal DateOnly Safe => After(Marks, "safe") is [var safe] ? Rules.Day(safe) : Date;

    internal bool Provisional => Marks.EndsWith("provisional", StringComparison.Ordinal);

    public override string ToString() => string.Join(' ', Rule, From, Options);

    private static string[] After(string words, string name)
    {
        var parts = words.Split(' ');
        return [.. parts.Zip(parts.Skip(1)).Where(pair => pair.First == name).Select(pair => pair.Second)];
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
