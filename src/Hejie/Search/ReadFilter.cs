using System.Globalization;
using Hejie.Bodies;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.Primitives;

namespace Hejie.Search;

/// <summary>A question as it stands in an address.</summary>
/// <param name="Filter">Which matters are meant; what could not be read is not asked.</param>
/// <param name="Order">In which order.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Errors">What is wrong with it; then nothing is searched.</param>
internal sealed record AskedMatters(MatterFilter Filter, MatterOrder Order, int Page, IReadOnlyList<FieldError> Errors);

/// <summary>Reads which matters are meant from an address, the same for the page and for programs.</summary>
internal sealed class ReadFilter(DirectoryHolder directory, CatalogueHolder catalogue)
{
    /// <summary>The most characters of what is typed.</summary>
    public const int Longest = 100;

    /// <summary>The most values of one kind, and the most terms.</summary>
    public const int MostValues = 20, MostTerms = 8;

    private const int Named = 5;

    /// <summary>Reads it.</summary>
    /// <param name="query">The values by name: <c>q</c>, <c>number</c>, <c>place</c>, <c>procedure</c>, <c>kind</c>, <c>state</c>, <c>body</c>, <c>from</c>, <c>until</c>, <c>overdue</c>, <c>order</c>, <c>p</c>.</param>
    /// <param name="scope">Who asks.</param>
    public AskedMatters Run(Func<string, StringValues> query, Scope scope)
    {
        var errors = new List<FieldError>();
        var states = Values(query, "state", errors);
        var filter = new MatterFilter
        {
            Words = Words(Text(query, "q", errors), errors),
            Number = Text(query, "number", errors) is { Length: > 0 } number ? NumberOf(number) : null,
            Places = [.. Values(query, "place", errors).Select(value => PlaceOf(value, scope, errors)).OfType<PlaceCode>().Distinct()],
            Procedures = Known(Values(query, "procedure", errors), "procedure", catalogue.Current.Procedures.Ids.ToHashSet(), errors),
            Kinds = Known(Values(query, "kind", errors), "kind", Kinds(), errors),
            Open = states.Contains("open") == states.Contains("ended") ? null : states.Contains("open"),
            States = Known([.. states.Where(state => state is not ("open" or "ended"))], "state", States(), errors),
            Bodies = [.. Values(query, "body", errors).Select(value => BodyOf(value, errors)).OfType<int>().Distinct()],
            From = Day(query, "from", errors),
            Until = Day(query, "until", errors),
            Overdue = Text(query, "overdue", errors) is "yes" or "true" or "1",
        };
        if (filter.From > filter.Until)
            errors.Add(new FieldError("until", "search.order"));
        // A number that was typed into the one box is looked for as one.
        if (filter is { Words: { } words, Number: null } && IsNumber(words))
            filter = filter with { Words = null, Number = NumberOf(words) };
        var order = Text(query, "order", errors) switch
        {
            "" or "relevance" => MatterOrder.Relevance,
            "newest" => MatterOrder.Newest,
            _ => Wrong(errors, new FieldError("order", "field.choice"), MatterOrder.Relevance),
        };
        var page = Text(query, "p", errors);
        var turned = 1;
        if (page.Length > 0 && (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out turned) || turned is < 1 or > SearchMatters.LastPage))
            turned = Wrong(errors, new FieldError("p", "field.number", SearchMatters.LastPage.ToString(CultureInfo.InvariantCulture)), 1);
        return new AskedMatters(filter, order, turned, errors);
    }

    private static string Text(Func<string, StringValues> query, string name, List<FieldError> errors)
    {
        var given = query(name).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim() ?? "";
        return given.Length > Longest || given.Any(char.IsControl)
            ? Wrong(errors, new FieldError(name, given.Length > Longest ? "field.too-long" : "field.shape", Longest.ToString(CultureInfo.InvariantCulture)), "")
            : given;
    }

    private static List<string> Values(Func<string, StringValues> query, string name, List<FieldError> errors)
    {
        var given = query(name).Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim()).Distinct().ToList();
        if (given.Count > MostValues)
            return Wrong(errors, new FieldError(name, "field.too-many", MostValues.ToString(CultureInfo.InvariantCulture)), new List<string>());
        return given.Exists(value => value.Length > Longest || value.Any(char.IsControl))
            ? Wrong(errors, new FieldError(name, "field.too-long", Longest.ToString(CultureInfo.InvariantCulture)), new List<string>())
            : given;
    }

    /// <summary>The words, unless they cannot stand in any summary: a telephone, an identity number, a house number.</summary>
    private static string? Words(string typed, List<FieldError> errors)
    {
        if (typed.Length == 0)
            return null;
        if (IsNumber(typed))
            return typed;
        var terms = SearchText.Of(typed).Terms();
        return terms.Count == 0 ? Wrong(errors, new FieldError("q", "search.nothing"), (string?)null)
            : terms.Count > MostTerms ? Wrong(errors, new FieldError("q", "search.many", MostTerms.ToString(CultureInfo.InvariantCulture)), (string?)null)
            : SummaryGuard.Personal(typed, []) is { } personal ? Wrong(errors, new FieldError("q", "search.personal", personal), (string?)null)
            : typed;
    }

    /// <summary>Whether something typed is an official number: a word, a year in brackets, digits.</summary>
    private static bool IsNumber(string typed) => NumberOf(typed) is var number && number.Contains('〔', StringComparison.Ordinal) && number.EndsWith('号');

    /// <summary>An official number as it is written, whatever brackets and dashes were at hand.</summary>
    private static string NumberOf(string typed) => string.Concat(PlaceNames.Plain(typed).Select(letter => letter switch
    {
        '(' or '（' or '[' or '［' or '【' => '〔',
        ')' or '）' or ']' or '］' or '】' => '〕',
        '-' or '—' or '－' or '‐' or '‑' => '–',
        >= '０' and <= '９' => (char)(letter - '０' + '0'),
        _ => letter,
    }));

    private PlaceCode? PlaceOf(string typed, Scope scope, List<FieldError> errors)
    {
        var places = directory.Current;
        if (!PlaceCode.TryParse(typed, out var place) || places.Place(place) is null)
        {
            var name = PlaceNames.Short(PlaceNames.Plain(typed));
            var named = places.Named(name, PlaceSearch.Most);
            var exact = named.Where(one => one.Name == name || one.FullName == name || one.FullName == typed).ToList();
            if (exact.Count == 0)
                exact = [.. named];
            // Within reach of who asks there may be one alone.
            if (exact.Count > 1 && !scope.AcrossCounties && exact.Where(one => one.Code.County == scope.Body.Place.County).ToList() is { Count: > 0 } near)
                exact = near;
            if (exact.Count == 0)
            {
                if (name == places.Prefecture.Name || name == places.Prefecture.FullName)
                    return places.Prefecture.Code;
                errors.Add(new FieldError("place", "search.place", typed));
                return null;
            }

            if (exact.Count > 1)
            {
                errors.Add(new FieldError("place", "search.places", string.Join("、", exact.Take(Named).Select(one => one.FullName))));
                return null;
            }

            place = exact[0].Code;
        }

        if (!scope.AcrossCounties && place.Level != PlaceLevel.Prefecture && place.County != scope.Body.Place.County)
        {
            errors.Add(new FieldError("place", "search.outside", places.Place(place)!.FullName));
            return null;
        }

        return place;
    }

    private int? BodyOf(string typed, List<FieldError> errors)
    {
        var bodies = directory.Current;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return bodies.Body(id) is not null ? id : Wrong(errors, new FieldError("body", "search.body", typed), (int?)null);
        var named = bodies.Bodies.Where(body => body.Name == typed).ToList();
        if (named.Count == 0)
            named = [.. bodies.Bodies.Where(body => body.Name.Contains(typed, StringComparison.Ordinal)).OrderBy(body => body.Name.Length).Take(Named + 1)];
        if (named.Count == 1)
            return named[0].Id;
        errors.Add(named.Count == 0 ? new FieldError("body", "search.body", typed) : new FieldError("body", "search.bodies", string.Join("、", named.Take(Named).Select(body => body.Name))));
        return null;
    }

    private static DateOnly? Day(Func<string, StringValues> query, string name, List<FieldError> errors)
    {
        var typed = Text(query, name, errors);
        return typed.Length == 0 ? null
            : DateOnly.TryParseExact(typed, ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyyMMdd", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1949 and <= 2200 ? day
            : Wrong(errors, new FieldError(name, "search.date"), (DateOnly?)null);
    }

    private static IReadOnlyList<string> Known(List<string> values, string field, HashSet<string> known, List<FieldError> errors)
    {
        if (values.Find(value => !known.Contains(value)) is { } unknown)
            errors.Add(new FieldError(field, "search.unknown", unknown));
        return [.. values.Where(known.Contains)];
    }

    private HashSet<string> Kinds() => [.. catalogue.Current.Procedures.InForce.SelectMany(procedure => procedure.Kinds.Select(kind => Scope.KindOf(procedure.Id, kind.Code)))];

    private HashSet<string> States() => [.. catalogue.Current.Procedures.InForce.SelectMany(procedure => procedure.States.Keys)];

    private static T Wrong<T>(List<FieldError> errors, FieldError error, T value)
    {
        errors.Add(error);
        return value;
    }
}
