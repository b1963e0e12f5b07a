using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Questions;

/// <summary>A body whose name can be asked by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Place">Its place.</param>
/// <param name="Name">Its whole name.</param>
public sealed record NamedBody(int Id, string Kind, PlaceCode Place, string Name);

/// <summary>
/// All words that questions can be asked in: those of the catalogue of questions, the titles of procedures and kinds, the
/// names of places and bodies. Immutable; made once for an installation.
/// </summary>
public sealed class Vocabulary
{
    private readonly QuestionBook _book;
    private readonly Dictionary<string, Meaning> _words;
    private readonly Dictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<int, int[]> _lengths;
    private readonly IReadOnlyDictionary<PlaceCode, string> _names;
    private readonly Dictionary<int, NamedBody> _bodies;
    private readonly Dictionary<string, Words> _procedures = [];
    private readonly Dictionary<string, Words> _kinds = [];
    private readonly Dictionary<PlaceCode, string> _only = [];
    private readonly string[] _near;

    private Vocabulary(QuestionBook book, ProcedureBook procedures, IReadOnlyDictionary<PlaceCode, string> places, IEnumerable<NamedBody> bodies)
    {
        _book = book;
        _names = places;
        _bodies = bodies.ToDictionary(body => body.Id);
        var words = new Dictionary<string, Meaning>(book.Meanings, StringComparer.Ordinal);
        foreach (var sign in new[] { "-", "~" })
            words.TryAdd(sign, new Meaning.Through());
        AddProcedures(words, procedures);
        AddPlaces(words);
        _near = [.. words.Where(pair => pair.Value is not Meaning.Skipped and not Meaning.Person and not Meaning.Split { Take: not null } and not Meaning.Since && pair.Key.Length is > 1 and <= 12).Select(pair => pair.Key)];
        AddBodies(words);
        _words = words;
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = words.Keys.GroupBy(word => Start(word, 0)).ToDictionary(group => group.Key, group => group.Select(word => word.Length).Distinct().OrderDescending().ToArray());
    }

    /// <summary>How many words there are.</summary>
    public int Count => _words.Count;

    /// <summary>The places.</summary>
    public IEnumerable<PlaceCode> Places => _names.Keys;

    /// <summary>The codes that a question's procedures can have: ids, and groups of them.</summary>
    public IEnumerable<string> Procedures => _procedures.Keys;

    /// <summary>The codes that a question's kinds can have: topics, and <c>procedure/kind</c>.</summary>
    public IEnumerable<string> Kinds => _kinds.Keys;

    /// <summary>The codes of the ways by which matters come.</summary>
    public IEnumerable<string> Channels => _book.Channels;

    /// <summary>The kinds of body.</summary>
    public IEnumerable<string> BodyKinds => _book.BodyKinds.Keys;

    /// <summary>The bodies.</summary>
    public IEnumerable<NamedBody> Bodies => _bodies.Values;

    internal QuestionBook Book => _book;

    /// <summary>Makes one.</summary>
    /// <param name="book">The words of the catalogue.</param>
    /// <param name="procedures">The procedures in force.</param>
    /// <param name="places">The places by their official names.</param>
    /// <param name="bodies">The bodies.</param>
    public static Vocabulary Of(QuestionBook book, ProcedureBook procedures, IReadOnlyDictionary<PlaceCode, string> places, IEnumerable<NamedBody> bodies) =>
        new(book, procedures, places, bodies);

    /// <summary>The procedures that a question is about, by their ids; null: all. Where it sets places or bodies beside each other, without petitions and complaints.</summary>
    public IReadOnlySet<string>? ProceduresOf(Question question)
    {
        if (question.Procedures.Count == 0)
            return null;
        var named = question.Procedures.SelectMany(code => _book.Procedures.GetValueOrDefault(code) ?? [code]);
        return (Safeguard.SetsApart(question) ? named.Except(_book.NeverRanked) : named).ToHashSet();
    }

    /// <summary>The kinds that a question is about, as <c>procedure/kind</c>; null: all. Where it sets places or bodies beside each other, without those of petitions and complaints.</summary>
    public IReadOnlySet<string>? KindsOf(Question question)
    {
        if (question.Kinds.Count == 0)
            return null;
        var named = question.Kinds.SelectMany(code => _book.Kinds.GetValueOrDefault(code) ?? [code]);
        return (Safeguard.SetsApart(question) ? named.Where(kind => !_book.NeverRanked.Contains(kind.Split('/')[0])) : named).ToHashSet();
    }

    internal bool Has(PlaceCode place) => _names.ContainsKey(place);

    internal NamedBody? Body(int id) => _bodies.GetValueOrDefault(id);

    internal bool HasKind(string code) => _kinds.ContainsKey(code);

    internal bool HasProcedure(string code) => _procedures.ContainsKey(code);

    internal Words Procedure(string code) => _procedures[code];

    internal Words Kind(string code) => _kinds[code];

    /// <summary>A name of a place that no other has: its own, else with those above it.</summary>
    internal string NameOf(PlaceCode place) => _only[place];

    /// <summary>A name of a body that no other has.</summary>
    internal string NameOf(NamedBody body) =>
        _words.GetValueOrDefault(PlainText.Plain(body.Name)) is Meaning.OfBody { Bodies.Count: 1 } ? body.Name : LongName(body);

    internal Words Place(PlaceCode place) =>
        new(NameOf(place), _book.PlaceNames.GetValueOrDefault(place)?.En is [var english, ..] ? english : NameOf(place));

    /// <summary>Words to say instead of one that is not understood: those that differ least.</summary>
    internal IReadOnlyList<string> Near(string word) => [.. NearWords.To(PlainText.Plain(word), _near).Select(near => _book.Spelled.GetValueOrDefault(near, near))];

    /// <summary>Finds the words that begin at a place of a plain text.</summary>
    internal void At(string text, int start, List<(int Length, Meaning Meaning)> found)
    {
        foreach (var key in (ReadOnlySpan<int>)[Start(text, start), text[start]])
        {
            if (!_lengths.TryGetValue(key, out var lengths))
                continue;
            foreach (var length in lengths)
            {
                if (start + length <= text.Length && _lookup.TryGetValue(text.AsSpan(start, length), out var meaning))
                    found.Add((length, meaning));
            }
        }
    }

    // A name as it is said: 喜洲村, not 喜洲村民委员会.
    private string Said(PlaceCode place) => PlaceForms.Of(_names[place], place.Level).First();

    private string LongName(NamedBody body) => _only.GetValueOrDefault(body.Place) + _book.BodyKinds.GetValueOrDefault(body.Kind)?.Zh[0];

    private void AddProcedures(Dictionary<string, Meaning> words, ProcedureBook procedures)
    {
        foreach (var procedure in procedures.InForce)
        {
            var meaning = new Meaning.OfProcedure(procedure.Id);
            Add(words, procedure.Title, meaning);

            // Another meaning of its title (信访: all stages) leaves it the words that the catalogue gives it.
            _procedures[procedure.Id] = IsSaid(words, procedure.Title, meaning) ? procedure.Title : _book.TitleOrNull<Meaning.OfProcedure>(procedure.Id) ?? Titled(words, procedure.Title, meaning);
            foreach (var kind in procedure.Kinds)
            {
                var code = $"{procedure.Id}/{kind.Code}";
                _kinds[code] = Titled(words, new Words($"{procedure.Title.Zh}·{kind.Label.Zh}", $"{procedure.Title.En}: {kind.Label.En}"), new Meaning.OfKinds([code]));
            }
        }

        foreach (var group in _book.Procedures.Keys)
            _procedures[group] = _book.Title<Meaning.OfProcedure>(group);
        foreach (var topic in _book.Kinds.Keys)
            _kinds[topic] = _book.Title<Meaning.OfKinds>(topic);

        // A kind's title alone means the kinds of this title in all procedures.
        var titles = procedures.InForce.SelectMany(procedure => procedure.Kinds, (procedure, kind) => (Code: $"{procedure.Id}/{kind.Code}", kind.Label));
        foreach (var same in titles.GroupBy(kind => kind.Label))
            Add(words, same.Key, new Meaning.OfKinds(new Values<string>(same.Select(kind => kind.Code))));
    }

    private void AddPlaces(Dictionary<string, Meaning> words)
    {
        var byForm = new Dictionary<string, Values<PlaceCode>>(StringComparer.Ordinal);
        foreach (var place in _names.Keys.Order())
        {
            var names = _book.PlaceNames.GetValueOrDefault(place)?.All ?? [];
            foreach (var form in PlaceForms.Of(_names[place], place.Level).Concat(names).Select(PlainText.Plain).Distinct())
            {
                // 大理 is the city, not the town in it: the wider place has the short name.
                if (!byForm.TryGetValue(form, out var others) || place.Level < others[0].Level)
                    byForm[form] = [place];
                else if (others[0].Level == place.Level)
                    byForm[form] = others.With(place);
            }
        }

        foreach (var (form, places) in byForm)
            words.TryAdd(form, new Meaning.OfPlace(places));

        // One of several of a name is told by what is above it: 洱源县牛街乡. All such names first, since they too may be shared.
        foreach (var place in _names.Keys.Where(place => !IsOnly(words, Said(place), place)).ToList())
        {
            foreach (var name in FromAbove(place).Skip(1).Select(PlainText.Plain))
                words[name] = new Meaning.OfPlace(words.GetValueOrDefault(name) is Meaning.OfPlace others ? others.Places.With(place) : [place]);
        }

        foreach (var place in _names.Keys)
            _only[place] = FromAbove(place).FirstOrDefault(name => IsOnly(words, name, place)) ?? FromAbove(place).Last();
    }

    // 牛街村, 牛街乡牛街村, 洱源县牛街乡牛街村.
    private IEnumerable<string> FromAbove(PlaceCode place)
    {
        var name = Said(place);
        yield return name;
        for (var above = place.Parent; above is { } at; above = at.Parent)
            yield return name = _names.GetValueOrDefault(at) + name;
    }

    private static bool IsOnly(Dictionary<string, Meaning> words, string name, PlaceCode place) =>
        words.GetValueOrDefault(PlainText.Plain(name)) is Meaning.OfPlace { Places: [var only] } && only == place;

    private void AddBodies(Dictionary<string, Meaning> words)
    {
        foreach (var body in _bodies.Values)
        {
            AddBody(words, body.Name, body.Id);
            if (!_names.TryGetValue(body.Place, out var place) || !_book.BodyKinds.TryGetValue(body.Kind, out var kind))
                continue;
            foreach (var form in PlaceForms.Of(place, body.Place.Level).Append(_only[body.Place]))
            {
                foreach (var ending in kind.Zh)
                    AddBody(words, form + ending, body.Id);
            }
        }
    }

    private static void AddBody(Dictionary<string, Meaning> words, string name, int id)
    {
        var plain = PlainText.Plain(name);
        if (!words.TryGetValue(plain, out var known))
            words.Add(plain, new Meaning.OfBody([id]));
        else if (known is Meaning.OfBody several)
            words[plain] = new Meaning.OfBody(several.Bodies.With(id));
    }

    private static void Add(Dictionary<string, Meaning> words, Words said, Meaning meaning)
    {
        foreach (var word in new[] { said.Zh, said.En })
            words.TryAdd(PlainText.Plain(word), meaning);
    }

    private static bool IsSaid(Dictionary<string, Meaning> words, Words said, Meaning meaning) =>
        new[] { said.Zh, said.En }.All(word => words.GetValueOrDefault(PlainText.Plain(word)) is { } known && known.Equals(meaning));

    // Words that are taken get a number behind them, so that what is shown back is read as what it was.
    private static Words Titled(Dictionary<string, Meaning> words, Words said, Meaning meaning)
    {
        var title = said;
        for (var number = 2; words.ContainsKey(PlainText.Plain(title.Zh)) || words.ContainsKey(PlainText.Plain(title.En)); number++)
            title = new Words($"{said.Zh}{number}", $"{said.En} {number}");
        Add(words, title, meaning);
        return title;
    }

    private static int Start(string text, int at) => at + 1 < text.Length ? text[at] | text[at + 1] << 16 : text[at];
}
