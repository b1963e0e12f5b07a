using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Forms;

/// <summary>Persons: those given and one more, with a button that adds the next. Only the allow-listed attributes are asked.</summary>
internal static class PeopleControl
{
    /// <summary>The button's name: a form posted with it is shown again with one more person, unchecked.</summary>
    public const string Add = "add";

    private const int Most = 20;

    public static TagBuilder Of(Question question)
    {
        var words = question.Words;
        var given = Given(question);
        var people = Markup.El("div");
        for (var nth = 0; nth < Math.Min(given + 1, Most); nth++)
            people.Add(Person(question, nth));
        if (given + 1 < Most)
        {
            people.Add(Markup.El("button", "btn btn--quiet btn--small").With("type", "submit").With("formnovalidate", "")
                .With("name", Add).With("value", question.Name).Text(words["form.people.add"]));
        }

        return question.AroundSet(people);
    }

    /// <summary>One more than the highest number of a person of whom something is given.</summary>
    private static int Given(Question question)
    {
        var prefix = question.Name + ".";
        var given = 0;
        foreach (var (key, value) in question.State.Values)
        {
            if (value.Length > 0 && key.StartsWith(prefix, StringComparison.Ordinal) && !key.EndsWith(".role", StringComparison.Ordinal)
                && int.TryParse(key.AsSpan(prefix.Length, Math.Max(0, key.LastIndexOf('.') - prefix.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var nth)
                && nth < Most)
                given = Math.Max(given, nth + 1);
        }

        return given;
    }

    private static TagBuilder Person(Question question, int nth)
    {
        var words = question.Words;
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{question.Name}.{nth}.");
        Question Part(string part) => new(words, question.State, prefix + part, words["form.people." + part]) { Required = part is "name" or "role" };

        Choice[] roles = [new("respondent", words["form.people.respondent"]), new("third", words["form.people.third"])];
        var role = Markup.El("select", "govuk-select").With("id", prefix + "role").With("name", prefix + "role");
        foreach (var choice in roles)
            role.Add(Controls.Option(choice, question.State[prefix + "role"]));

        return Markup.El("fieldset", "person",
            Markup.El("legend").Text(words["form.people.nth", nth + 1]),
            Markup.El("div", "person__pair", Controls.Line(Part("name")), Part("role").Around(role)),
            Markup.El("div", "person__pair", Controls.Line(Part("telephone"), "tel", mode: "tel"), Controls.Line(Part("address"))))
            .With("id", nth == 0 ? question.Name : null).With("tabindex", nth == 0 ? "-1" : null);
    }
}
