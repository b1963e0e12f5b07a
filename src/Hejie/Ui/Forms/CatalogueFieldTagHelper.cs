using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary>
/// <c>&lt;h-field field="@field" options="@choices" /&gt;</c>: any question of a procedure. Name, label, hint and the rest come
/// from the field; <c>options</c> gives what the catalogue cannot know: bodies, posts, places, parties, remedies.
/// </summary>
/// <param name="words">The words of the request.</param>
/// <param name="time">Today, for what must lie ahead.</param>
[HtmlTargetElement("h-field", Attributes = "field")]
public sealed class CatalogueFieldTagHelper(IWords words, TimeProvider time) : FieldTagHelper(words)
{
    /// <summary>The question.</summary>
    public Field Field { get; set; } = null!;

    /// <summary>What can be chosen: for a body, post, place, party or remedy.</summary>
    public IReadOnlyList<Choice> Options { get; set; } = [];

    /// <summary>The files received before.</summary>
    public IReadOnlyList<KeptFile> Kept { get; set; } = [];

    /// <inheritdoc/>
    protected override TagBuilder Render()
    {
        Name = Field.Name;
        if (Label.Length == 0)
            Label = Words[Field.Label];
        Hint ??= Field.Hint is { } hint ? Words[hint] : null;
        Optional = !Field.Required;
        var question = Question();
        var today = Field.Future ? Dates.Machine(LegalTime.DateOf(time.GetUtcNow())) : null;
        return Field.Type switch
        {
            FieldType.Text or FieldType.Summary => Controls.Line(question, max: Field.Max),
            FieldType.LongText => Controls.Area(question, Field.Max, Field.Max > 1000 ? 8 : 4),
            FieldType.Choice => Controls.Radios(question, Field.Options.Select(option => new Choice(option.Code, Words[option.Label]))),
            FieldType.YesNo => Controls.Radios(question, [new Choice("yes", Words["form.yes"]), new Choice("no", Words["form.no"])], inline: true),
            FieldType.Date => Controls.Line(question, "date", least: today),
            FieldType.Moment => Controls.Line(question, "datetime-local", least: today is null ? null : today + "T00:00"),
            FieldType.Number => Controls.Line(question, mode: "numeric"),
            FieldType.Body or FieldType.Post or FieldType.Place => Controls.Select(question, Options),
            FieldType.Remedy or FieldType.Party => Controls.Radios(question, Options),
            FieldType.People => PeopleControl.Of(question),
            FieldType.Files => FilesControl.Of(question, Kept),
            _ => throw new InvalidOperationException($"No control shows a field of type {Field.Type}."),
        };
    }
}
