using System.Globalization;
using System.Text;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Law.Paths;

/// <summary>
/// The path as a picture, drawn for the width of a phone: the states one under the other, under each its moves on a
/// stem. What leads to the next state goes down the stem; what leads elsewhere goes out to the right into the line of
/// its target, one line for all that lead there.
/// </summary>
internal sealed class PathDrawing
{
    private const int Width = 360;
    private const int Edge = 2;
    private const int Stem = 20;
    private const int TextLeft = 36;
    private const int LaneStep = 9;
    private const int LaneRoom = 16;
    private const int TitleLine = 21;
    private const int SmallLine = 17;
    private const int RowLine = 19;
    private const int RowGap = 7;
    private const int Padding = 11;
    private const int Corner = 5;
    private const double TitleSize = 15.5;
    private const double RowSize = 14;
    private const double SmallSize = 12.5;

    private readonly PathWords _words;
    private readonly Procedure _procedure;
    private readonly ProcedurePath _path;
    private readonly List<Box> _boxes = [];
    private readonly Dictionary<string, int> _lanes;
    private readonly int _right;
    private readonly TagBuilder _lines = Markup.El("g");
    private readonly TagBuilder _front = Markup.El("g");
    private int _y = Edge;

    private PathDrawing(Procedure procedure, ProcedurePath path, PathWords words)
    {
        (_procedure, _path, _words) = (procedure, path, words);
        _lanes = Lanes(path);
        var lanes = _lanes.Count == 0 ? 0 : _lanes.Values.Max() + 1;
        _right = Width - Edge - (lanes == 0 ? 0 : LaneRoom + ((lanes - 1) * LaneStep));
    }

    /// <summary>Draws the path.</summary>
    public static IHtmlContent Draw(Procedure procedure, ProcedurePath path, PathWords words) => new PathDrawing(procedure, path, words).Draw();

    private TagBuilder Draw()
    {
        string? stage = null;
        foreach (var (place, step) in _path.Steps.Index())
        {
            Step(step, step.State.Stage == stage ? null : step.State.Stage, place + 1 < _path.Steps.Count ? _path.Steps[place + 1].State.Name : null);
            stage = step.State.Stage;
        }

        if (_path.Anytime.Count > 0)
            Anytime();
        foreach (var (target, lane) in _lanes)
            Line(_boxes.First(box => box.State == target), _boxes.SelectMany(box => box.Leaving).Where(way => way.To == target).ToList(), Width - Edge - 2 - (lane * LaneStep));

        var title = _words.Words["law.diagram", _words.Words[_procedure.Title]];
        return Markup.El("svg", "map",
                Markup.El("title").With("id", "map-title").Text(title),
                Markup.El("desc").With("id", "map-desc").Text(_words.Words["law.diagram.text", _path.Steps.Count, _path.Steps.Count(step => step.State.IsFinal)]),
                _lines, _front)
            .With("viewBox", Invariant($"0 0 {Width} {_y + Edge}")).With("role", "img").With("aria-labelledby", "map-title map-desc");
    }

    private void Step(PathStep step, string? stage, string? next)
    {
        var state = step.State;
        string?[] notes = [state.Name == _procedure.Initial ? _words.Words["law.starts-here"] : null, _words.Ending(state), _words.Waits(state)];
        var box = Boxed(
            state.Name, _words.Words[state.Title], stage is null ? null : _words.Words[_procedure.Stages.First(option => option.Code == stage).Label],
            notes.OfType<string>(), state.IsFinal ? "map__box map__box--" + (state.Ending == Ending.Solved ? "solved" : "end") : "map__box");
        Rows(box, step.Moves, next);
    }

    private void Anytime()
    {
        _y += 8;
        Rows(Boxed("", _words.Words["law.anytime"], null, [], "map__box map__box--any"), _path.Anytime, next: null);
    }

    private Box Boxed(string state, string title, string? stage, IEnumerable<string> notes, string css)
    {
        var room = _right - Edge - (2 * Padding);
        var titles = Wrap(title, TitleSize, room - (stage is null ? 0 : Measure(stage, SmallSize) + Padding));
        var small = notes.SelectMany(note => Wrap(note, SmallSize, room)).ToList();
        var box = new Box(state, _y, (2 * Padding) - 4 + (titles.Count * TitleLine) + (small.Count * SmallLine));
        _boxes.Add(box);
        _front.Add(Markup.Void("rect", css).With("x", Invariant($"{Edge}")).With("y", Invariant($"{_y}")).With("width", Invariant($"{_right - Edge}"))
            .With("height", Invariant($"{box.Height}")).With("rx", "7"));
        var at = _y + Padding + 13;
        if (stage is not null)
            _front.Add(Label(stage, "map__stage", _right - Padding, at - 1));
        foreach (var line in titles)
        {
            _front.Add(Label(line, "map__title", Edge + Padding, at));
            at += TitleLine;
        }

        foreach (var line in small)
        {
            _front.Add(Label(line, "map__note", Edge + Padding, at - 1));
            at += SmallLine;
        }

        _y += box.Height;
        return box;
    }

    private void Rows(Box box, IReadOnlyList<PathMove> ways, string? next)
    {
        var (foot, last) = (_y, _y);
        _y += ways.Count > 0 ? 6 : 0;
        foreach (var way in ways.Where(way => !IsAside(way)))
            Row(way, _words.Title(way), box, next, ref last);
        if (string.Join(_words.Words["matter.and"], ways.Where(IsAside).Select(_words.Title)) is { Length: > 0 } aside)
        {
            Dot("map__stay", last = Middle);
            Text(Wrap(aside, SmallSize, _right - TextLeft - 12), "map__note", SmallLine);
        }

        if (ways.Any(way => way.To is not null && way.To == next))
        {
            _y += 9;
            _lines.Add(Path("map__line", Invariant($"M{Stem} {foot}V{_y - 6}")));
            _front.Add(Arrow(Stem, _y, "down"));
            return;
        }

        if (last > foot)
            _lines.Add(Path("map__stem", Invariant($"M{Stem} {foot}V{last}")));
        _y += 12;
    }

    private int Middle => _y + (RowLine / 2) + 1;

    /// <summary>What the staff do without leading on stands together in one small row.</summary>
    private static bool IsAside(PathMove way) => way.To is null && !PathWords.IsYours(way.Move);

    /// <summary>A move: its title, who makes it, and its start of the line that leads on.</summary>
    private void Row(PathMove way, string title, Box box, string? next, ref int last)
    {
        var middle = last = Middle;
        var lines = Wrap(title, RowSize, _right - TextLeft - 12);
        var end = TextLeft + Length(lines[0], RowSize);
        Text(lines, PathWords.IsYours(way.Move) ? "map__move map__move--yours" : "map__move", RowLine);
        var small = _words.Note(way) is { } note ? $"{_words.By(way.Move)} · {note}" : _words.By(way.Move);
        var tail = TextLeft + Length(lines[^1], RowSize) + 8;
        if (tail + Length(small, SmallSize) <= _right - 8)
        {
            _front.Add(Label(small, "map__note", tail, _y - RowGap - 5));
            end = lines.Count == 1 ? tail + Length(small, SmallSize) : end;
        }
        else
        {
            _y -= RowGap;
            Text(Wrap(small, SmallSize, _right - TextLeft - 12), "map__note", SmallLine);
        }

        if (way.To is null or Move.Back)
            Dot("map__stay", middle);
        else if (way.To == next)
            _front.Add(Arrow(Stem, middle + 5, "down"));
        else
        {
            Dot("map__go", middle);
            box.Leaving.Add((way.To, end + 6, middle));
        }
    }

    private void Text(List<string> lines, string css, int height)
    {
        foreach (var line in lines)
        {
            _front.Add(Label(line, css, TextLeft, _y + 14));
            _y += height;
        }

        _y += RowGap;
    }

    private void Dot(string css, int y) =>
        _front.Add(Markup.Void("circle", css).With("cx", Invariant($"{Stem}")).With("cy", Invariant($"{y}")).With("r", "4"));

    /// <summary>All that leads to one state, in one line at the right.</summary>
    private void Line(Box target, List<(string To, int From, int Y)> ways, int lane)
    {
        var entry = target.Top + Math.Min(target.Height / 2, 20);
        var css = _procedure.States[target.State].IsFinal ? "map__line map__line--end" : "map__line";
        var drawn = new StringBuilder();
        foreach (var (_, from, y) in ways)
        {
            var turn = entry > y ? Corner : -Corner;
            drawn.Append(CultureInfo.InvariantCulture, $"M{from} {y}H{lane - Corner}Q{lane} {y} {lane} {y + turn}V{entry - turn}Q{lane} {entry} {lane - Corner} {entry}H{_right + 6}");
        }

        _lines.Add(Path("map__halo", drawn.ToString())).Add(Path(css, drawn.ToString()));
        _front.Add(Arrow(_right, entry, "left"));
    }

    /// <summary>Which line each target has that is not the next state: short ones lie inside.</summary>
    private static Dictionary<string, int> Lanes(ProcedurePath path)
    {
        var places = path.Steps.Select((step, place) => (step.State.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        var ways = path.Steps.SelectMany((step, place) => step.Moves.Select(way => (way.To, From: place)))
            .Concat(path.Anytime.Select(way => (way.To, From: path.Steps.Count)))
            .Where(way => way.To is not null && places.TryGetValue(way.To, out var to) && to != way.From + 1)
            .GroupBy(way => way.To!)
            .Select(group => (Target: group.Key, Low: Math.Min(places[group.Key], group.Min(way => way.From)), High: Math.Max(places[group.Key], group.Max(way => way.From))))
            .OrderBy(way => way.High - way.Low).ThenBy(way => way.Low);
        var taken = new List<List<(int Low, int High)>>();
        var lanes = new Dictionary<string, int>();
        foreach (var (target, low, high) in ways)
        {
            var lane = taken.FindIndex(lane => lane.All(other => other.High < low || high < other.Low));
            if (lane < 0)
            {
                lane = taken.Count;
                taken.Add([]);
            }

            taken[lane].Add((low, high));
            lanes.Add(target, lane);
        }

        // The first lane lies next to the boxes: count from the right edge.
        return lanes.ToDictionary(pair => pair.Key, pair => taken.Count - 1 - pair.Value);
    }

    private static TagBuilder Label(string text, string css, int x, int y) =>
        Markup.El("text", css).With("x", Invariant($"{x}")).With("y", Invariant($"{y}")).Text(text);

    private static TagBuilder Path(string css, string d) => Markup.Void("path", css).With("d", d);

    private static TagBuilder Arrow(int x, int y, string to) => Path("map__head", to == "down"
        ? Invariant($"M{x} {y}l-5 -8h10z")
        : Invariant($"M{x + 1} {y}l8 -5v10z"));

    private static List<string> Wrap(string text, double size, double room)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && Measure(line + word.TrimEnd(), size) > room)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }

            line.Append(word);
        }

        if (line.Length > 0)
            lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    /// <summary>What a line may break between: Chinese after each character but before no full stop, other scripts after a space.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            word.Append(text[at]);
            var closes = at + 1 < text.Length && "，。、；：）”？！".Contains(text[at + 1], StringComparison.Ordinal);
            if (!closes && (text[at] == ' ' || (IsWide(text[at]) && text[at] is not ('（' or '“'))))
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static int Length(string text, double size) => (int)Math.Ceiling(Measure(text, size));

    // Fonts differ; wide enough for any of them.
    private static double Measure(string text, double size) => text.Sum(letter => IsWide(letter) ? 1.0 : char.IsUpper(letter) ? 0.72 : letter is ' ' or 'i' or 'l' or 't' or 'f' or 'r' or '.' or ',' or '\'' ? 0.38 : 0.6) * size;

    private static bool IsWide(char letter) => letter >= '⺀' || letter is '“' or '”' or '‘' or '’' or '…';

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Box(string State, int Top, int Height)
    {
        public List<(string To, int From, int Y)> Leaving { get; } = [];
    }
}
