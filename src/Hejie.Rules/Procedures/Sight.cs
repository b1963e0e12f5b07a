namespace Hejie.Rules.Procedures;

/// <summary>
/// What of a matter is shown to a body that works on it. Who has it is shown all; who is called to help is shown what
/// that help needs, as the catalogue lists it by kind of work, and what its own posts wrote (safeguard 4).
/// </summary>
/// <param name="Body">The body.</param>
/// <param name="Names">What it is shown; null: everything.</param>
public sealed record Sight(int Body, IReadOnlySet<string>? Names)
{
    /// <summary>The name of everything.</summary>
    public const string All = "all";

    /// <summary>The name of who filed: their name, telephone and address.</summary>
    public const string Filer = "filer";

    /// <summary>The name of the other persons.</summary>
    public const string People = "people";

    /// <summary>The name of who answers for a child.</summary>
    public const string Guardian = "guardian";

    /// <summary>The name of the documents.</summary>
    public const string Files = "files";

    /// <summary>The names that are no answer of a form.</summary>
    public static IReadOnlyList<string> Known { get; } = [All, Filer, People, Guardian, Files];

    /// <summary>Whether it is shown everything.</summary>
    public bool IsWhole => Names is null;

    /// <summary>Whether it is shown one of <see cref="Known"/>.</summary>
    public bool Shows(string name) => Names is null || Names.Contains(name);

    /// <summary>Whether it is shown the answer to a question: of filing, or of a move.</summary>
    /// <param name="move">The move; null for filing.</param>
    /// <param name="field">The question.</param>
    public bool Shows(string? move, Field field) => Names is null || Names.Contains(field.Type switch
    {
        FieldType.People => People,
        FieldType.Files => Files,
        _ => move is null ? field.Name : NameOf(move, field.Name),
    });

    /// <summary>How the catalogue names the answer to a question of a move.</summary>
    public static string NameOf(string move, string field) => move + "." + field;
}
