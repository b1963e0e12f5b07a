using Hejie.Kernel.Api;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>One question of a form.</summary>
/// <param name="Name">Its name: the key of its answer.</param>
/// <param name="Type">What kind of answer it takes. Persons go under <c>people</c>, all else under <c>answers</c>: dates as 2026-03-05, moments as 2026-03-05T09:30 (Asia/Shanghai), bodies, posts and parties by number, yes or no.</param>
/// <param name="Label">The question.</param>
/// <param name="Hint">Help under it.</param>
/// <param name="Required">Whether an answer is needed.</param>
/// <param name="Max">The most characters, or the largest number; 0 where it means nothing.</param>
/// <param name="Options">What can be chosen, where the list is short.</param>
/// <param name="Kinds">For a body: the kinds that may be named; empty for any.</param>
/// <param name="Role">For a post: its role.</param>
/// <param name="Future">For a date or moment: whether it must lie ahead.</param>
internal sealed record FieldBody(
    string Name, FieldType Type, string Label, string? Hint, bool Required, int Max,
    IReadOnlyList<Named> Options, IReadOnlyList<string> Kinds, Role? Role, bool Future)
{
    /// <summary>A form.</summary>
    /// <param name="form">Its questions.</param>
    /// <param name="words">The language.</param>
    /// <param name="choices">What can be chosen where the question itself does not list it: posts, remedies, parties.</param>
    public static IReadOnlyList<FieldBody> Form(IReadOnlyList<Field> form, IWords words, Func<Field, IEnumerable<Named>>? choices = null) =>
    [
        .. form.Select(field => new FieldBody(
            field.Name, field.Type, words[field.Label], field.Hint is { } hint ? words[hint] : null, field.Required, field.Max,
            [.. field.Options.Select(option => new Named(option.Code, words[option.Label])), .. choices?.Invoke(field) ?? []],
            field.Kinds, field.Role, field.Future)),
    ];
}
