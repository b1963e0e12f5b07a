using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Forms;

/// <summary>One question as it is shown: its words, its answer so far and its error, wired together for readers.</summary>
internal sealed record Question(IWords Words, FormState State, string Name, string Label)
{
    public string? Hint { get; init; }

    public bool Required { get; init; } = true;

    /// <summary>Whether the label is the page's heading: one question a page.</summary>
    public bool Heading { get; init; }

    /// <summary>Whether a note on the most characters follows.</summary>
    public bool Counted { get; init; }

    public string Value => State[Name];

    public FieldError? Error => State.Errors.On(Name);

    /// <summary>The ids of what a reader hears beside the label.</summary>
    public string? DescribedBy
    {
        get
        {
            string?[] ids = [Hint is null ? null : Name + "-hint", Error is null ? null : Name + "-error", Counted ? Name + "-count" : null];
            var told = string.Join(' ', ids.Where(id => id is not null));
            return told.Length == 0 ? null : told;
        }
    }

    /// <summary>The label over one control, its hint, its error and the control.</summary>
    public TagBuilder Around(params ReadOnlySpan<TagBuilder?> controls)
    {
        var label = Named(Markup.El("label", Heading ? "govuk-label govuk-label--l" : "govuk-label").With("for", Name));
        var group = Group();
        group.Add(Heading ? Markup.El("h1", "govuk-label-wrapper", label) : label).Add(HintLine()).Add(ErrorLine());
        foreach (var control in controls)
            group.Add(control);
        return group;
    }

    /// <summary>The legend over several controls, with its hint and error.</summary>
    public TagBuilder AroundSet(params ReadOnlySpan<TagBuilder?> controls)
    {
        var legend = Markup.El("legend", Heading ? "govuk-fieldset__legend govuk-fieldset__legend--l" : "govuk-fieldset__legend");
        legend = Heading ? legend.Add(Named(Markup.El("h1"))) : Named(legend);
        var set = Markup.El("fieldset", "govuk-fieldset", legend, HintLine(), ErrorLine()).With("aria-describedby", DescribedBy);
        foreach (var control in controls)
            set.Add(control);
        return Group().Add(set);
    }

    public TagBuilder? ErrorLine() => Error is not { } error
        ? null
        : Markup.El("p", "govuk-error-message").With("id", Name + "-error").Text(Words.Error(error.Code, error.Detail));

    private TagBuilder Group() => Markup.El("div", Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error");

    private TagBuilder? HintLine() => Hint is null ? null : Markup.El("div", "govuk-hint").With("id", Name + "-hint").Text(Hint);

    private TagBuilder Named(TagBuilder tag)
    {
        tag.Text(Label);

        // A label that ends in a bracket has said so itself.
        if (!Required && !Label.EndsWith('）') && !Label.EndsWith(')'))
            tag.Add(Markup.El("span", "optional").Text(Words["form.optional"]));
        return tag;
    }
}
