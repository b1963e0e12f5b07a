namespace Hejie.Ui.Forms;

/// <summary>What a form shows: the raw answers given so far, right or wrong, and what is wrong with them.</summary>
/// <param name="values">The raw answers by field name; of persons <c>people.0.name</c> and so on.</param>
/// <param name="errors">What is wrong.</param>
public sealed class FormState(IReadOnlyDictionary<string, string> values, FormErrors errors)
{
    /// <summary>An untouched form.</summary>
    public static FormState Empty { get; } = new(new Dictionary<string, string>(), FormErrors.None);

    /// <summary>The raw answers.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>What is wrong.</summary>
    public FormErrors Errors => errors;

    /// <summary>The raw answer to a field; empty when none.</summary>
    public string this[string field] => values.GetValueOrDefault(field, "");

    /// <summary>The raw answers of a posted form, as <c>FormReader.Read</c> takes them. The antiforgery token is none of them.</summary>
    public static IReadOnlyDictionary<string, string> Raw(IFormCollection form) =>
        form.Where(entry => !entry.Key.StartsWith("__", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key, entry => entry.Value.ToString(), StringComparer.Ordinal);
}
