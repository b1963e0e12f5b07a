using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Forms;

/// <summary>The controls, each with its question around it, in govuk-frontend's markup.</summary>
internal static class Controls
{
    /// <summary>One line: a text, a number, a telephone, a date.</summary>
    public static TagBuilder Line(Question question, string type = "text", int? max = null, string? mode = null, string? complete = null, string? least = null)
    {
        var counted = question with { Counted = max is not null };
        var width = type is "date" or "datetime-local" or "tel" || mode == "numeric" ? " govuk-input--width-20" : "";
        var input = Wired(Markup.Void("input", "govuk-input" + width + (counted.Error is null ? "" : " govuk-input--error")), counted)
            .With("type", type).With("value", question.Value).With("inputmode", mode).With("autocomplete", complete ?? "off")
            .With("min", least).With("data-max", Number(max));
        return counted.Around(input, max is { } most ? Count(counted, most) : null);
    }

    /// <summary>Several lines. Too long a text is not cut: it comes back whole, with its error.</summary>
    public static TagBuilder Area(Question question, int? max, int rows)
    {
        var counted = question with { Counted = max is not null };
        var area = Wired(Markup.El("textarea", "govuk-textarea" + (counted.Error is null ? "" : " govuk-textarea--error")), counted)
            .With("rows", Number(rows)).With("data-max", Number(max));

        // A parser drops the first line break of a textarea.
        area.InnerHtml.AppendHtml("\n").Append(question.Value);
        return counted.Around(area, max is { } most ? Count(counted, most) : null);
    }

    public static TagBuilder Radios(Question question, IEnumerable<Choice> choices, bool inline = false)
    {
        var radios = Markup.El("div", inline ? "govuk-radios govuk-radios--inline" : "govuk-radios");
        var nth = 0;
        foreach (var choice in choices)
        {
            // The summary's link lands on the first.
            var id = nth++ == 0 ? question.Name : $"{question.Name}-{choice.Code}";
            var input = Markup.Void("input", "govuk-radios__input").With("type", "radio").With("id", id).With("name", question.Name)
                .With("value", choice.Code).When(question.Value == choice.Code, "checked")
                .With("aria-describedby", choice.Hint is null ? null : id + "-hint");
            var label = Markup.El("label", "govuk-label govuk-radios__label").With("for", id).Text(choice.Label);
            var hint = choice.Hint is { } text ? Markup.El("div", "govuk-hint govuk-radios__hint").With("id", id + "-hint").Text(text) : null;
            radios.Add(Markup.El("div", "govuk-radios__item", input, label, hint));
        }

        return question.AroundSet(radios);
    }

    public static TagBuilder Select(Question question, IReadOnlyList<Choice> choices)
    {
        var select = Wired(Markup.El("select", "govuk-select" + (question.Error is null ? "" : " govuk-select--error")), question)
            .With("data-filter", choices.Count > 12 ? question.Words["form.filter"] : null)
            .Add(Markup.El("option").With("value", "").Text(question.Words["form.choose"]));
        foreach (var group in choices.GroupBy(choice => choice.Group))
        {
            var holder = group.Key is { } name ? Markup.El("optgroup").With("label", name) : select;
            foreach (var choice in group)
                holder.Add(Option(choice, question.Value));
            if (group.Key is not null)
                select.Add(holder);
        }

        return question.Around(select);
    }

    public static TagBuilder Option(Choice choice, string chosen) =>
        Markup.El("option").With("value", choice.Code).When(choice.Code == chosen, "selected").Text(choice.Label);

    private static TagBuilder Wired(TagBuilder control, Question question) => control
        .With("id", question.Name).With("name", question.Name)
        .With("aria-describedby", question.DescribedBy)
        .With("aria-invalid", question.Error is null ? null : "true");

    private static TagBuilder Count(Question question, int most) => Markup.El("p", "count")
        .With("id", question.Name + "-count")
        .With("data-left", question.Words["form.left"]).With("data-over", question.Words["form.over"])
        .Text(question.Words["form.most", most]);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
