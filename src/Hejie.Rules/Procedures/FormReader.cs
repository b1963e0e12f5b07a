using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Rules.Procedures;

/// <summary>What a form's answers are checked against.</summary>
/// <param name="Bodies">The bodies.</param>
/// <param name="Now">The server's instant.</param>
/// <param name="Owner">The body that owns the matter, for posts; null while filing.</param>
/// <param name="About">The body that the matter is about, which is never an answer.</param>
/// <param name="Remedies">The procedure's other remedies.</param>
/// <param name="Parties">The ordinals of the matter's parties.</param>
public sealed record FormContext(
    IBodies Bodies, DateTimeOffset Now, int? Owner, int? About, IReadOnlyList<Option> Remedies, IReadOnlyList<int> Parties);

/// <summary>Checks the raw answers of a form. One way for pages, API and imports.</summary>
public static class FormReader
{
    private const int MostPeople = 20;
    private const int LongestName = 60;
    private const int LongestAddress = 200;

    /// <summary>Reads and checks.</summary>
    /// <param name="form">The questions.</param>
    /// <param name="raw">The answers by field name; of persons <c>people.0.name</c>, <c>.telephone</c>, <c>.address</c>, <c>.role</c>. Other names are not looked at.</param>
    /// <param name="context">What they are checked against.</param>
    /// <param name="errors">What is wrong, in the order of the form; empty when all is well.</param>
    public static Answers Read(
        IReadOnlyList<Field> form, IReadOnlyDictionary<string, string> raw, FormContext context, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        var clear = new Dictionary<string, string>();
        var closed = new Dictionary<string, string>();
        IReadOnlyList<Person> people = [];
        foreach (var field in form)
        {
            if (field.Type == FieldType.People)
            {
                people = ReadPeople(field, raw, found);
                continue;
            }

            var text = raw.TryGetValue(field.Name, out var given) ? FormText.Clean(given, lines: field.Type is FieldType.LongText or FieldType.Files) : "";
            if (text.Length == 0)
            {
                if (field.Required)
                    found.Add(new FieldError(field.Name, "field.required"));
                continue;
            }

            if (Error(field, ref text, context) is { } error)
                found.Add(error);
            else
                (field.Sealed ? closed : clear)[field.Name] = text;
        }

        errors = found;
        return new Answers(clear, closed, people);
    }

    /// <summary>Answers to questions that the form does not ask: a program's slip, which else would be lost in silence. Files are received first, and never named in an answer.</summary>
    public static IEnumerable<FieldError> Unasked(IReadOnlyList<Field> form, IReadOnlyDictionary<string, string> raw) => raw.Keys
        .Where(name => !form.Any(field => field.Type == FieldType.People
            ? name.StartsWith(field.Name + ".", StringComparison.Ordinal)
            : field.Type != FieldType.Files && field.Name == name))
        .Select(name => new FieldError(name.Length > LongestName ? name[..LongestName] : name, "field.unasked"));

    /// <summary>Who files: the same attributes as of any person, of which none is needed where the law allows it.</summary>
    /// <param name="person">As given.</param>
    /// <param name="errors">What is wrong, by <c>filer.name</c>, <c>.telephone</c>, <c>.address</c>.</param>
    /// <returns>The person with their telephone as digits.</returns>
    public static Person Filer(Person person, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        var read = ReadPerson("filer.", person.Name, person.Telephone ?? "", person.Address ?? "", PartyRole.Filer, nameless: true, found);
        errors = found;
        return read;
    }

    /// <summary>A telephone as digits, or null where it is none: 11 digits of a mobile, or a landline with its area code.</summary>
    public static string? Telephone(string text)
    {
        var digits = new string([.. FormText.HalfWidth(text).Where(character => character is not (' ' or '-' or '(' or ')'))]);
        digits = digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..] : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..] : digits;
        return digits.All(char.IsAsciiDigit) && digits.Length is >= 7 and <= 12 ? digits : null;
    }

    private static FieldError? Error(Field field, ref string text, FormContext context)
    {
        FieldError Wrong(string code, string? detail = null) => new(field.Name, code, detail);
        switch (field.Type)
        {
            case FieldType.Text or FieldType.LongText or FieldType.Summary or FieldType.Files:
                return text.Length > field.Max ? Wrong("field.too-long", field.Max.ToString(CultureInfo.InvariantCulture)) : null;
            case FieldType.Choice:
                var code = text;
                return field.Options.Any(option => option.Code == code) ? null : Wrong("field.choice");
            case FieldType.Remedy:
                var remedy = text;
                return context.Remedies.Any(option => option.Code == remedy) ? null : Wrong("field.choice");
            case FieldType.YesNo:
                return text is "yes" or "no" ? null : Wrong("field.choice");
            case FieldType.Date:
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || !Calendar.Covers(date))
                    return Wrong("field.date");
                return field.Future && date < LegalTime.DateOf(context.Now) ? Wrong("field.past") : null;
            case FieldType.Moment:
                if (!DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                    || !Calendar.Covers(DateOnly.FromDateTime(moment)))
                    return Wrong("field.moment");
                return field.Future && LegalTime.Instant(moment) <= context.Now ? Wrong("field.past") : null;
            case FieldType.Number:
                return Whole(ref text) is { } number && number <= field.Max ? null : Wrong("field.number", field.Max.ToString(CultureInfo.InvariantCulture));
            case FieldType.Body:
                if (Whole(ref text) is not { } body || context.Bodies.KindOf(body) is not { } kind)
                    return Wrong("field.body");
                if (context.About is { } about && context.Bodies.IsAtOrUnder(body, about))
                    return Wrong("field.about-body");
                return field.Kinds.Count > 0 && !field.Kinds.Contains(kind) ? Wrong("field.body-kind") : null;
            case FieldType.Post:
                return Whole(ref text) is { } post && context.Owner is { } owner && context.Bodies.IsPost(post, owner, field.Role)
                    ? null : Wrong("field.post");
            case FieldType.Place:
                if (!PlaceCode.TryParse(text, out var place) || !context.Bodies.IsPlace(place))
                    return Wrong("field.place");
                text = place.ToString();
                return null;
            case FieldType.Party:
                return Whole(ref text) is { } party && context.Parties.Contains(party) ? null : Wrong("field.choice");
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field.Type, null);
        }
    }

    /// <summary>A whole number in its one way of writing, or null.</summary>
    private static int? Whole(ref string text)
    {
        if (!int.TryParse(FormText.HalfWidth(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        text = number.ToString(CultureInfo.InvariantCulture);
        return number;
    }

    private static List<Person> ReadPeople(Field field, IReadOnlyDictionary<string, string> raw, List<FieldError> errors)
    {
        var people = new List<Person>();
        for (var index = 0; index < MostPeople; index++)
        {
            var prefix = $"{field.Name}.{index}.";
            string Part(string part) => raw.TryGetValue(prefix + part, out var text) ? FormText.Clean(text, lines: false) : "";
            var (name, telephone, address, role) = (Part("name"), Part("telephone"), Part("address"), Part("role"));
            if (name.Length + telephone.Length + address.Length == 0)
                continue;

            var before = errors.Count;
            var person = ReadPerson(prefix, name, telephone, address, role == "third" ? PartyRole.Third : PartyRole.Respondent, nameless: false, errors);
            if (errors.Count == before)
                people.Add(person);
        }

        if (raw.Any(pair => IsBeyond(pair.Key, field.Name) && FormText.Clean(pair.Value, lines: false).Length > 0))
            errors.Add(new FieldError(field.Name, "people.too-many", MostPeople.ToString(CultureInfo.InvariantCulture)));
        if (field.Required && people.Count == 0 && errors.All(error => !error.Field.StartsWith(field.Name, StringComparison.Ordinal)))
            errors.Add(new FieldError(field.Name, "field.required"));
        return people;
    }

    private static Person ReadPerson(
        string prefix, string givenName, string givenTelephone, string givenAddress, PartyRole role, bool nameless, List<FieldError> errors)
    {
        var (name, telephone, address) = (FormText.Clean(givenName, lines: false), FormText.Clean(givenTelephone, lines: false), FormText.Clean(givenAddress, lines: false));
        if (name.Length == 0 && !nameless)
            errors.Add(new FieldError(prefix + "name", "person.name"));
        if (name.Length > LongestName)
            errors.Add(new FieldError(prefix + "name", "field.too-long", LongestName.ToString(CultureInfo.InvariantCulture)));
        if (address.Length > LongestAddress)
            errors.Add(new FieldError(prefix + "address", "field.too-long", LongestAddress.ToString(CultureInfo.InvariantCulture)));
        var digits = telephone.Length == 0 ? null : Telephone(telephone);
        if (telephone.Length > 0 && digits is null)
            errors.Add(new FieldError(prefix + "telephone", "person.telephone"));
        return new Person(name, digits, address.Length == 0 ? null : address, role);
    }

    /// <summary>Whether a name is one of a person past the last: what was written must not be lost in silence.</summary>
    private static bool IsBeyond(string name, string field)
    {
        var index = name.StartsWith(field + ".", StringComparison.Ordinal) ? name.AsSpan(field.Length + 1) : [];
        var end = index.IndexOf('.');
        return end > 0 && index[end..] is ".name" or ".telephone" or ".address"
            && !(int.TryParse(index[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MostPeople);
    }
}
