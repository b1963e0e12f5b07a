using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Catalogue;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.OpenApi;

namespace Hejie.Ui.Docs;

/// <summary>The API drawn from its own description, for those who connect another system.</summary>
/// <param name="services">Gives the description.</param>
/// <param name="words">The words of the request.</param>
[Access(Access.Public)]
public sealed class DocsModel(IServiceProvider services, IWords words) : PageModel
{
    /// <summary>The whole description.</summary>
    public OpenApiDocument Document { get; private set; } = new();

    /// <summary>The endpoints by group, in the order of the document.</summary>
    public IReadOnlyList<DocsGroup> Groups { get; private set; } = [];

    /// <summary>The types that requests and answers are made of, by name.</summary>
    public IReadOnlyList<(string Name, IOpenApiSchema Schema)> Schemas { get; private set; } = [];

    /// <summary>Reads the description.</summary>
    public async Task OnGetAsync()
    {
        Document = await services.GetRequiredService<ApiDocument>().ReadAsync();
        Groups =
        [
            .. Document.Paths
                .SelectMany(path => path.Value.Operations ?? [], (path, operation) => new DocsEndpoint(operation.Key.Method, path.Key, operation.Value))
                .GroupBy(endpoint => endpoint.Operation.Tags?.First().Name ?? "")
                .Select(group => new DocsGroup(group.Key, [.. group])),
        ];
        Schemas = [.. (Document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).OrderBy(schema => schema.Key, StringComparer.Ordinal).Select(schema => (schema.Key, schema.Value))];
    }

    /// <summary>A text that says the same in both languages, in that of the request.</summary>
    /// <param name="text">中文 · English.</param>
    public string Told(string? text)
    {
        var parts = (text ?? "").Split(" · ", 2);
        return parts.Length == 2 && words.Language == Language.English ? parts[1] : parts[0];
    }

    /// <summary>Who may ask: the key of its words.</summary>
    /// <param name="operation">The operation.</param>
    public static string Who(OpenApiOperation operation) =>
        operation.Security is { Count: > 0 } security ? security[0].Keys.First().Reference.Id ?? "" : "anyone";

    /// <summary>A type as it is read: its name, the type of its items, its values.</summary>
    /// <param name="schema">The schema.</param>
    public static DocsType TypeOf(IOpenApiSchema? schema)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
            return new DocsType(id, id, false);
        if (schema?.OneOf is { Count: > 0 } choices)
            return TypeOf(choices.FirstOrDefault(choice => choice.Type != JsonSchemaType.Null));
        if (schema?.Items is { } items)
            return TypeOf(items) with { Many = true };
        if (schema?.Enum is { Count: > 0 } values)
            return new DocsType(string.Join(" | ", values.OfType<object>().Select(value => value.ToString())), null, false);
        if (schema?.AdditionalProperties is { } value)
            return new DocsType("{ name: " + TypeOf(value).Text + " }", null, false);
        var kind = (schema?.Type & ~JsonSchemaType.Null)?.ToString().ToLowerInvariant() ?? "any";
        return new DocsType(schema?.Format is { } format ? $"{kind} ({format})" : kind, null, false);
    }

    /// <summary>An example as it is sent, one member a line.</summary>
    /// <param name="example">The example.</param>
    public static string Pretty(System.Text.Json.Nodes.JsonNode example) => example.ToJsonString(s_pretty);

    private static readonly System.Text.Json.JsonSerializerOptions s_pretty = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>The endpoints about one thing.</summary>
/// <param name="Name">Its tag.</param>
/// <param name="Endpoints">They.</param>
public sealed record DocsGroup(string Name, IReadOnlyList<DocsEndpoint> Endpoints);

/// <summary>An endpoint.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Operation">Its description.</param>
public sealed record DocsEndpoint(string Method, string Path, OpenApiOperation Operation);

/// <summary>A type in words.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Link">The schema it names, or null.</param>
/// <param name="Many">Whether it is a list of them.</param>
public sealed record DocsType(string Text, string? Link, bool Many);
