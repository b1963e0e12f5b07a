using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Hejie.Rules.Procedures;

namespace Hejie.Kernel.Api;

/// <summary>Checks a request type by its attributes: what is required, how long a text may be; and that no list has holes.</summary>
internal static class Shape<T>
{
    private static readonly Member[] s_members =
    [
        .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => new Member(
            JsonNamingPolicy.CamelCase.ConvertName(property.Name), property,
            property.IsDefined(typeof(RequiredAttribute)), property.GetCustomAttribute<MaxLengthAttribute>()?.Length)),
    ];

    public static IReadOnlyList<FieldError> Errors(T value)
    {
        List<FieldError>? errors = null;
        foreach (var member in s_members)
        {
            var given = member.Property.GetValue(value);
            if (member.Required && given is null or "")
                (errors ??= []).Add(new FieldError(member.Name, "field.required"));
            else if (given is string text && text.Contains('\0', StringComparison.Ordinal))
                (errors ??= []).Add(new FieldError(member.Name, "field.shape"));
            else if (given is string { Length: var length } && length > member.Most)
                (errors ??= []).Add(new FieldError(member.Name, "field.too-long", member.Most.Value.ToString(CultureInfo.InvariantCulture)));
            else if (given is System.Collections.IList list && list.Contains(null))
                (errors ??= []).Add(new FieldError(member.Name, "field.shape"));
            else if (given is System.Collections.ICollection { Count: var count } && count > member.Most)
                (errors ??= []).Add(new FieldError(member.Name, "field.too-many", member.Most.Value.ToString(CultureInfo.InvariantCulture)));
        }

        return errors ?? [];
    }

    private sealed record Member(string Name, PropertyInfo Property, bool Required, int? Most);
}
