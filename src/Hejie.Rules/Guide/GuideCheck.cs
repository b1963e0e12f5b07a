using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Guide;

/// <summary>Every answer leads on, nothing is out of reach, no way turns in a circle or asks too much.</summary>
internal sealed class GuideCheck(GuideBook book, IReadOnlyDictionary<(string Name, string? Answer), YamlMap> maps)
{
    private readonly HashSet<string> _reached = [];
    private readonly HashSet<(string Question, string Answer)> _told = [];

    /// <summary>The most questions with which each was come to; it is walked again only from farther off.</summary>
    private readonly Dictionary<string, int> _farthest = [];

    internal void Check()
    {
        Walk(book.First, []);
        foreach (var name in book.Questions.Keys.Where(name => !_reached.Contains(name)))
            maps[(name, null)].Problem(null, $"no answer leads to the question '{name}'");
        foreach (var name in book.Leaves.Keys.Where(name => !_reached.Contains(name)))
            maps[(name, null)].Problem(null, $"no answer leads to the leaf '{name}'");
    }

    private void Walk(GuideQuestion question, GuideStep[] way)
    {
        _reached.Add(question.Name);
        if (way.Length <= _farthest.GetValueOrDefault(question.Name, -1))
            return;
        _farthest[question.Name] = way.Length;
        foreach (var answer in question.Answers)
        {
            GuideStep[] on = [.. way, new GuideStep(question, answer)];
            if (book.Leaves.ContainsKey(answer.To))
                _reached.Add(answer.To);
            else if (!book.Questions.TryGetValue(answer.To, out var next))
                Tell(question, answer, $"the answer '{answer.Code}' leads to '{answer.To}', which is neither a question nor a leaf");
            else if (on.Any(step => step.Question == next))
                Tell(question, answer, $"the way turns in a circle: {Told(on)} → {next.Name}");
            else
                WalkOn(next, on);
        }
    }

    private void WalkOn(GuideQuestion next, GuideStep[] way)
    {
        if (way.Length == GuideBook.MostQuestions)
            Tell(way[^1].Question, way[^1].Answer, $"more than {GuideBook.MostQuestions} questions on the way {Told(way)} → {next.Name}");
        Walk(next, way);
    }

    private void Tell(GuideQuestion question, GuideAnswer answer, string reason)
    {
        if (_told.Add((question.Name, answer.Code)))
            maps[(question.Name, answer.Code)].Problem("to", reason);
    }

    private static string Told(IEnumerable<GuideStep> way) => string.Join(" → ", way.Select(step => step.Question.Name));
}
