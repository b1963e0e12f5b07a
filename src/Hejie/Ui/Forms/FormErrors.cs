using Hejie.Rules.Procedures;

namespace Hejie.Ui.Forms;

/// <summary>What is wrong with a form, in its order: by field, or of the whole where the field is empty (a refused move).</summary>
/// <param name="all">The errors.</param>
/// <param name="form">The questions, so that the summary can name them; null where the page's words already do.</param>
public sealed class FormErrors(IReadOnlyList<FieldError> all, IReadOnlyList<Field>? form = null)
{
    /// <summary>What the page calls its questions, by field: so that the summary can name those of a form that is no procedure's.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    /// <summary>Nothing is wrong.</summary>
    public static FormErrors None { get; } = new([]);

    /// <summary>Every error, in the order of the form.</summary>
    public IReadOnlyList<FieldError> All => all;

    /// <summary>Whether something is wrong.</summary>
    public bool Any => all.Count > 0;

    /// <summary>An error of the whole form, such as a refused move.</summary>
    /// <param name="code">A stable code, such as <c>move.state</c>.</param>
    /// <param name="detail">The number or name that its words need.</param>
    public static FormErrors Whole(string code, string? detail = null) => new([new FieldError("", code, detail)]);

    /// <summary>The first error of a field, or null.</summary>
    public FieldError? On(string field) => all.FirstOrDefault(error => error.Field == field);

    /// <summary>The question that an error belongs to, or null.</summary>
    internal Field? Question(FieldError error) =>
        form?.FirstOrDefault(field => error.Field == field.Name || error.Field.StartsWith(field.Name + ".", StringComparison.Ordinal));
}
