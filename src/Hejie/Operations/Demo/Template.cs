using System.Globalization;
using System.Text;

namespace Hejie.Operations.Demo;

/// <summary>
/// A text with gaps: <c>{crop:大蒜|烤烟}</c> is drawn once per matter and then stands for <c>{crop}</c>,
/// <c>{sum:800-6000/100}</c> is a number in steps, <c>{:a|b}</c> is drawn each time.
/// </summary>
internal sealed class Template
{
    private readonly List<Gap> _gaps = [];

    private Template(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
                open = text.Length;
            var close = open < text.Length ? text.IndexOf('}', open) : open;
            _gaps.Add(new Gap(text[at..open], open < text.Length ? Hole.Read(text[(open + 1)..close]) : null));
            at = close + 1;
        }
    }

    public static implicit operator Template(string text) => new(text);

    /// <summary>Writes the text, drawing what is not drawn yet.</summary>
    public void Write(StringBuilder text, Telling telling)
    {
        foreach (var (before, hole) in _gaps)
        {
            text.Append(before);
            if (hole is not null)
                text.Append(hole.Name.Length == 0 ? hole.Draw(telling.Random) : telling.Word(hole));
        }
    }

    private sealed record Gap(string Before, Hole? Hole);

    /// <summary>A gap: its name, and what it is drawn from where this is the place that draws it.</summary>
    internal sealed record Hole(string Name, string[]? Choices, int Least, int Most, int Step)
    {
        public static Hole Read(string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                return new Hole(text, null, 0, 0, 0);
            var (name, from) = (text[..colon], text[(colon + 1)..]);
            var parts = from.Split('-', '/');
            return parts.Length is 2 or 3 && parts.All(part => int.TryParse(part, CultureInfo.InvariantCulture, out _))
                ? new Hole(name, null, Number(parts[0]), Number(parts[1]), parts.Length == 3 ? Number(parts[2]) : 1)
                : new Hole(name, from.Split('|'), 0, 0, 0);
        }

        public string Draw(DemoRandom random) =>
            Choices is not null ? random.Pick(Choices)
            : Step > 0 ? (Least + (random.Below(((Most - Least) / Step) + 1) * Step)).ToString(CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"A text of the demonstration uses '{Name}' before it is drawn.");

        private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}

/// <summary>What was drawn for one matter, so that all its texts tell the same story.</summary>
internal sealed class Telling(DemoRandom random)
{
    private readonly List<(string Name, string Word)> _words = [];
    private readonly StringBuilder _text = new();

    public DemoRandom Random { get; } = random;

    public void Set(string name, string word) => _words.Add((name, word));

    public string Tell(params ReadOnlySpan<Template> templates)
    {
        _text.Clear();
        foreach (var template in templates)
            template.Write(_text, this);
        return _text.ToString();
    }

    internal string Word(Template.Hole hole)
    {
        foreach (var (name, known) in _words)
        {
            if (name == hole.Name)
                return known;
        }

        var word = hole.Draw(Random);
        _words.Add((hole.Name, word));
        return word;
    }
}
