using System.Globalization;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary><c>&lt;h-error-summary state="@Model.Form" /&gt;</c>: all errors at the top of the page, each a link to its field; nothing when there are none.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-error-summary")]
public sealed class ErrorSummaryTagHelper(IWords words) : TagHelper
{
    /// <summary>The form's state.</summary>
    public FormState State { get; set; } = FormState.Empty;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (!State.Errors.Any)
        {
            output.SuppressOutput();
            return;
        }

        var list = Markup.El("ul", "govuk-list govuk-error-summary__list");
        foreach (var error in State.Errors.All)
        {
            var text = Told(error);
            list.Add(Markup.El("li", null, error.Field.Length == 0
                ? Markup.El("span").Text(text)
                : Markup.El("a").With("href", "#" + error.Field).Text(text)));
        }

        output.Content.SetHtmlContent(Markup.El("div", "govuk-error-summary",
            Markup.El("h2", "govuk-error-summary__title").Text(words[State.Errors.All.All(error => error.Field.Length == 0) ? "form.errors.whole" : "form.errors"]),
            Markup.El("div", "govuk-error-summary__body", list)).With("role", "alert").With("tabindex", "-1"));
    }

    private string Told(FieldError error)
    {
        var text = words.Error(error.Code, error.Detail);
        if (State.Errors.Question(error) is not { } question)
            return State.Errors.Titles.TryGetValue(error.Field, out var title) ? words["form.error-of", title.TrimEnd('？', '?', '：', ':'), text] : text;
        var label = question.Type == FieldType.People && error.Field.Split('.') is [_, var nth, ..]
            ? words["form.people.nth", int.Parse(nth, CultureInfo.InvariantCulture) + 1]
            : words[question.Label].TrimEnd('？', '?', '：', ':');
        return words["form.error-of", label, text];
    }
}
