using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Hejie.Kernel.Api;

/// <summary>Makes the described types say what is true on the wire: what is null is left out, and answers may grow.</summary>
internal static class ApiSchemas
{
    /// <summary>Takes what may be absent out of a type's required members.</summary>
    public static void LeaveOutWhatMayBeAbsent(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || schema.Required is not { } required)
            return;
        foreach (var member in type.Properties)
        {
            var nullable = member.IsGetNullable || Nullable.GetUnderlyingType(member.PropertyType) is not null;
            if (nullable && member.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) != true)
                required.Remove(member.Name);
        }
    }

    /// <summary>Says nowhere that something may be null, and only of requests that nothing may be added.</summary>
    public static void Tidy(IDictionary<string, IOpenApiSchema> schemas)
    {
        foreach (var (name, described) in schemas)
        {
            if (described is not OpenApiSchema schema)
                continue;
            if (!name.EndsWith("Request", StringComparison.Ordinal))
                schema.AdditionalPropertiesAllowed = true;
            schema.Enum = schema.Enum?.Where(value => value is not null && value.GetValueKind() != System.Text.Json.JsonValueKind.Null).ToList();
            foreach (var member in schema.Properties?.Keys.ToList() ?? [])
                schema.Properties![member] = NeverNull(schema.Properties[member]);
            if (name == nameof(ProblemBody))
                schema.Examples = [JsonNode.Parse(Problem)!];
        }
    }

    private const string Problem = """
        {"type": "https://www.rfc-editor.org/rfc/rfc9110#section-15.5", "title": "别人先办了一步", "status": 412, "detail": "您看过以后，别人先办了一步。请重新读取，再决定怎么办。", "code": "version.stale", "version": 4}
        """;

    private static IOpenApiSchema NeverNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return schema;
        if (own.OneOf is { Count: 2 } choices && choices.SingleOrDefault(choice => choice.Type != JsonSchemaType.Null) is { } only)
            return only;
        if (own.Type is { } type)
            own.Type = type & ~JsonSchemaType.Null;
        return own;
    }
}
