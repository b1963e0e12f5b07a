using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>A question on one line, as the tables of phrasings write it: the values of its link, its days as one.</summary>
internal static class Compact
{
    internal static string Of(Question question)
    {
        var link = QuestionLink.Of(question).ToDictionary(pair => pair.Key, pair => pair.Value);
        var days = question.Window is { } window ? $"{window.From:yyyy-MM-dd}..{window.Until:yyyy-MM-dd}{(link.TryGetValue("unit", out var unit) ? "/" + unit : "")}" : "";
        return string.Join(' ', new[]
        {
            QuestionBook.CodeOf(question.Measure), Value("place", "@"), Value("procedure", "procedure:"), Value("kind", "#"), Value("state", "state:"),
            Value("outcome", "outcome:"), Value("channel", "channel:"), Value("body-kind", "bodies:"), Value("body", "body:"), days, Value("compare", "vs:"), Value("by", "by:"),
            Value("order", ""), Value("top", "top:"),
        }.Where(part => part.Length > 0));

        string Value(string parameter, string mark) => link.TryGetValue(parameter, out var value) ? mark + value : "";
    }
}
