using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake;

/// <summary>
/// The guardian of who files, where that is a child under 14 (个人信息保护法 31): name, telephone and consent, sealed with
/// the matter. That the child is under 14 is asked as yes or no; no birth date is kept.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Telephone">The telephone, as given.</param>
/// <param name="Consents">Whether the guardian consents.</param>
internal sealed record Guardian(string Name, string Telephone, bool Consents)
{
    /// <summary>The fields of the form, and the names under which they are sealed.</summary>
    public const string NameField = "guardian.name";

    /// <inheritdoc cref="NameField"/>
    public const string TelephoneField = "guardian.telephone";

    /// <inheritdoc cref="NameField"/>
    public const string ConsentField = "guardian.consent";

    public static IReadOnlyList<string> Fields { get; } = [NameField, TelephoneField, ConsentField];

    /// <summary>Whether a procedure asks: one that protects children takes a child's word without asking who holds power over it.</summary>
    public static bool IsAsked(Procedure procedure) => procedure.OpenTo.Count == 0;

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (Read(out var errors).Name.Length == 0)
            yield return new FieldError(NameField, "field.required");
        foreach (var error in errors)
            yield return error with { Field = NameField };
        if (FormReader.Telephone(Telephone) is null)
            yield return new FieldError(TelephoneField, "person.telephone");
        if (!Consents)
            yield return new FieldError(ConsentField, "guardian.consent");
    }

    /// <summary>The texts that are sealed in the first entry.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts() =>
    [
        new(NameField, Read(out _).Name), new(TelephoneField, FormReader.Telephone(Telephone)!), new(ConsentField, "yes"),
    ];

    private Person Read(out IReadOnlyList<FieldError> errors) => FormReader.Filer(new Person(Name, null, null, PartyRole.Filer), out errors);
}
