using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures;

/// <summary>The closed list of what a form may ask. The catalogue cannot add to it.</summary>
public enum FieldType
{
    /// <summary>One line of text, sealed.</summary>
    Text,

    /// <summary>A narrative, sealed.</summary>
    LongText,

    /// <summary>The desk's neutral summary: sealed in its entry, with a clear copy that is checked for persons.</summary>
    Summary,

    /// <summary>One of the listed options, in the clear.</summary>
    Choice,

    /// <summary>Yes or no, in the clear.</summary>
    YesNo,

    /// <summary>A legal date in Asia/Shanghai, in the clear.</summary>
    Date,

    /// <summary>A date and time of day in Asia/Shanghai, in the clear.</summary>
    Moment,

    /// <summary>A whole number, in the clear.</summary>
    Number,

    /// <summary>A body, by its id, in the clear.</summary>
    Body,

    /// <summary>A post of the owning body, by its id, in the clear.</summary>
    Post,

    /// <summary>A place, by its code, in the clear.</summary>
    Place,

    /// <summary>Persons with the allow-listed attributes (name, telephone, address for service), sealed.</summary>
    People,

    /// <summary>Attached files, by address, sealed.</summary>
    Files,

    /// <summary>One of the procedure's other remedies, in the clear.</summary>
    Remedy,

    /// <summary>A party of the matter, by ordinal, in the clear.</summary>
    Party,
}

/// <summary>One option of a choice.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Label">What people read.</param>
public sealed record Option(string Code, Words Label);

/// <summary>One question of a form.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Type">One of the closed types.</param>
/// <param name="Label">The question.</param>
/// <param name="Hint">Help under the question.</param>
/// <param name="Required">Whether an answer is needed.</param>
/// <param name="Max">The most characters of a text, or the largest number.</param>
/// <param name="Options">The options of a choice.</param>
/// <param name="Kinds">For a body: the kinds of body that may be named; empty for any.</param>
/// <param name="Role">For a post: its role.</param>
/// <param name="ToResident">Whether the answer is shown to the parties in their timeline.</param>
/// <param name="Future">For a moment or date: whether it must lie ahead.</param>
public sealed record Field(
    string Name,
    FieldType Type,
    Words Label,
    Words? Hint,
    bool Required,
    int Max,
    IReadOnlyList<Option> Options,
    IReadOnlyList<string> Kinds,
    Role? Role,
    bool ToResident,
    bool Future)
{
    /// <summary>Whether the answer is free text, persons or files, and so is sealed with the matter's key.</summary>
    public bool Sealed => Type is FieldType.Text or FieldType.LongText or FieldType.Summary or FieldType.People or FieldType.Files;
}

/// <summary>A person as a form gives them: only the allow-listed attributes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Telephone">Digits only, or null.</param>
/// <param name="Address">The address for service, or null.</param>
/// <param name="Role">What the person is to the matter.</param>
public sealed record Person(string Name, string? Telephone, string? Address, PartyRole Role);

/// <summary>What is wrong with one answer.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Code">A stable code, such as <c>field.required</c>; its words stand in <c>catalogue/words</c>.</param>
/// <param name="Detail">A number or name that the words need, or null.</param>
public sealed record FieldError(string Field, string Code, string? Detail = null);

/// <summary>The checked answers to a form, in canonical text: numbers, ids and codes as they are, dates as ISO 8601.</summary>
/// <param name="Clear">Answers that may stand in an entry's header: codes, dates, ids, ordinals.</param>
/// <param name="Sealed">Texts and files, sealed with the matter's key.</param>
/// <param name="People">Persons, sealed with the matter's key.</param>
public sealed record Answers(
    IReadOnlyDictionary<string, string> Clear,
    IReadOnlyDictionary<string, string> Sealed,
    IReadOnlyList<Person> People)
{
    /// <summary>No answers.</summary>
    public static Answers None { get; } = new(
        new Dictionary<string, string>(), new Dictionary<string, string>(), []);

    /// <summary>An answer in the clear as a whole number, or null.</summary>
    public int? Number(string field) =>
        Clear.TryGetValue(field, out var text) && int.TryParse(text, out var number) ? number : null;
}
