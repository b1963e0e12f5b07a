using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Microsoft.AspNetCore.Http.Extensions;

namespace Hejie.Statistics;

/// <summary>A question about figures in an address, so that it can be sent to a colleague, kept, and asked again. What it shares with a <see cref="Rules.Questions.QuestionLink"/> and with the address of a search has their names.</summary>
internal static class SliceLink
{
    private const string Days = "yyyy-MM-dd";

    /// <summary>The most values of one field: an address has an end. As many bodies of one kind are asked for.</summary>
    private const int Most = 400;

    /// <summary>The question as a query, beginning with <c>?</c>.</summary>
    /// <param name="slice">The question.</param>
    /// <param name="own">Whether it is of the body's own matters.</param>
    public static string To(Slice slice, bool own)
    {
        var query = new QueryBuilder { { "measure", Word(slice.Measure) } };
        if (own)
            query.Add("of", "own");
        Add(query, "place", slice.Places.Select(place => place.ToString()));
        Add(query, "procedure", slice.Procedures);
        Add(query, "kind", slice.Kinds);
        Add(query, "state", slice.States);
        Add(query, "outcome", slice.Outcomes.Select(Word));
        Add(query, "channel", slice.Channels.Select(Word));
        Add(query, "body", slice.Bodies.Select(Number));
        Add(query, "receiver", slice.ToBodies.Select(Number));
        if (!slice.IsNow)
        {
            query.Add("from", slice.From.ToString(Days, CultureInfo.InvariantCulture));
            query.Add("until", slice.Until.ToString(Days, CultureInfo.InvariantCulture));
        }

        if (slice.By.Count > 0)
        {
            Add(query, "by", slice.By.Select(Word));
            if (slice.By.Contains(Dimension.Place))
                query.Add("level", Word(slice.Level));
            if (slice.By.Contains(Dimension.Period))
                query.Add("unit", Word(slice.Unit));
            if (slice.Largest is { } most)
                query.Add("largest", Number(most));
        }

        if (slice.Part != SharePart.Counted)
            query.Add("part", Word(slice.Part));

        return query.ToString();
    }

    /// <summary>The question of a query.</summary>
    /// <returns>Null where the query holds what no question does.</returns>
    public static (Slice Slice, bool Own)? From(IQueryCollection query)
    {
        var whole = true;
        List<T> All<T>(string name, Func<string, T?> read)
            where T : struct
        {
            var values = Values(name);
            var known = values.Select(read).OfType<T>().ToList();
            whole &= known.Count == values.Count;
            return known;
        }

        List<string> Texts(string name)
        {
            var values = Values(name);
            whole &= values.TrueForAll(value => value.Length is > 0 and <= 100);
            return values;
        }

        List<string> Values(string name)
        {
            var values = query[name].OfType<string>().SelectMany(value => value.Split(',', Most + 2)).Take(Most + 1).ToList();
            whole &= values.Count <= Most;
            return values;
        }

        T One<T>(string name, T fallback)
            where T : struct, Enum
        {
            if (!query.TryGetValue(name, out var value))
                return fallback;
            whole &= Read<T>(value.ToString()) is not null;
            return Read<T>(value.ToString()) ?? fallback;
        }

        var slice = new Slice
        {
            Measure = One("measure", Measure.Open),
            Places = All("place", text => PlaceCode.TryParse(text, out var place) ? place : (PlaceCode?)null),
            Procedures = Texts("procedure"),
            Kinds = Texts("kind"),
            States = Texts("state"),
            Outcomes = All("outcome", Read<FigureOutcome>),
            Channels = All("channel", Read<FigureChannel>),
            Bodies = All("body", Whole),
            ToBodies = All("receiver", Whole),
            From = All("from", Day) is [var from] ? from : DateOnly.MinValue,
            Until = All("until", Day) is [var until] ? until : DateOnly.MaxValue,
            By = All("by", Read<Dimension>),
            Level = One("level", PlaceLevel.County),
            Unit = One("unit", FigureUnit.Month),
            Largest = All("largest", Whole) is [var most] ? most : null,
            Part = One("part", SharePart.Counted),
        };
        // Of what is no share there is no rest, and of shares and days no sum of the others.
        whole &= slice.Part == SharePart.Counted || (slice.IsShare && slice.Largest is null);
        whole &= slice.Largest is null || (slice.By.Count > 0 && !slice.IsShare && !slice.IsDays);
        return whole && slice.Problem() is null ? (slice, query["of"] == "own") : null;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static T? Read<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == text)
                return value;
        }

        return null;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Several values stand in one parameter, as those of a question do.</summary>
    private static void Add(QueryBuilder query, string name, IEnumerable<string> values)
    {
        var all = string.Join(',', values);
        if (all.Length > 0)
            query.Add(name, all);
    }
}
