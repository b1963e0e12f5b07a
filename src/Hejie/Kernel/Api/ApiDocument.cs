using System.Net;
using System.Text.Json.Nodes;
using Hejie.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hejie.Kernel.Api;

/// <summary>An example of an endpoint's body, for its description.</summary>
internal sealed record ExampleMetadata(string Json);

/// <summary>The API described by itself, as OpenAPI 3.1. It changes only with the program, so it is drawn once.</summary>
internal sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";
    private const string Party = "party";
    private const string Staff = "staff";

    private Task<(OpenApiDocument Document, string Json)>? _drawn;

    public async Task<OpenApiDocument> ReadAsync() => (await DrawnAsync()).Document;

    public async Task<string> JsonAsync() => (await DrawnAsync()).Json;

    /// <summary>Adds the description of everything under <c>/api/v1</c>.</summary>
    public static void Add(IServiceCollection services) => services
        .AddSingleton<ApiDocument>()
        .AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddSchemaTransformer((schema, context, _) =>
            {
                ApiSchemas.LeaveOutWhatMayBeAbsent(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                Introduce(document);
                ApiSchemas.Tidy(document.Components!.Schemas ?? new Dictionary<string, IOpenApiSchema>());
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                Guard(operation, metadata.OfType<AccessAttribute>().Single().Access, context.Document);
                foreach (var parameter in operation.Parameters ?? [])
                    parameter.Description ??= Means(parameter.Name);
                foreach (var header in metadata.OfType<HeaderMetadata>())
                    (operation.Parameters ??= []).Add(Parameter(header));
                if (metadata.OfType<ExampleMetadata>().SingleOrDefault() is { } example
                    && operation.RequestBody?.Content?.TryGetValue("application/json", out var content) == true)
                    content.Example = JsonNode.Parse(example.Json);
                foreach (var (status, response) in operation.Responses ?? [])
                    response.Description = Told(status);
                return Task.CompletedTask;
            });
        });

    public static void Map(WebApplication app) =>
        app.MapGet("/openapi/v1.json", async (ApiDocument document) => TypedResults.Text(await document.JsonAsync(), "application/json"))
            .For(Access.Public).ExcludeFromDescription();

    private Task<(OpenApiDocument Document, string Json)> DrawnAsync() => _drawn is { IsFaulted: false } drawn ? drawn : _drawn = DrawAsync();

    private async Task<(OpenApiDocument Document, string Json)> DrawAsync()
    {
        var document = await provider.GetOpenApiDocumentAsync();
        return (document, await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "和解 Hejie",
            Version = Name,
            Description = """
                Everything that the pages do, for programs. 网页上能办的事，程序也能办。

                - Errors are problem details (RFC 9457) with a stable `code`; the words follow `Accept-Language` (zh-CN, en).
                - A matter's version is its `ETag`. With `If-Match`, whoever comes too late gets 412; with `version` in the body, 409. Either names the version as it is.
                - A create or move with an `Idempotency-Key`, sent again, is answered with its first answer; with another body it is refused (422). First answers are kept for seven days.
                - Instants are ISO 8601 with their offset; legal dates are days in Asia/Shanghai.
                - What is outside a post's scope is not found (404). Members that are not described are refused.
                - Only bearer tokens open anything; cookies do not.
                """,
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Staff] = Bearer("A token of `POST /api/v1/session`: one member of staff in one post, for eight hours."),
            [Party] = Bearer("A token of `POST /api/v1/tracking`: one party of one matter, for half an hour."),
        };
    }

    private static OpenApiSecurityScheme Bearer(string description) => new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };

    private static void Guard(OpenApiOperation operation, Access access, OpenApiDocument? document)
    {
        if (access != Access.Public)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(access == Access.Party ? Party : Staff, document)] = [] }];
    }

    private static OpenApiParameter Parameter(HeaderMetadata header) => new()
    {
        Name = header.Name,
        In = ParameterLocation.Header,
        Required = header.Required,
        Description = header.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(header.Example),
    };

    private static string? Means(string? parameter) => parameter switch
    {
        "county" => "县市代码，六位 · The county, six digits, as a place names it",
        "body" => "单位的编号 · The body's id, as the list of bodies names it",
        "post" => "岗位的编号 · The post's id",
        "responsibility" => "见本单位的列表 · As the list of the body names it",
        "leave" => "见本单位不在的岗位 · As the list of the body's leaves names it",
        "resource" => "见共用的人和房间 · As the list of resources names it",
        "booking" => "见它那一周 · As the week of the resource names it",
        "day" => "见接访日 · As the list of days names it",
        "skill" => "特长，见登记时的列表 · The skill, of the closed list",
        "language" => "zh, bai, yi, lisu, miao, sign",
        "week" => "那一周里的任何一天 · Any day of the week",
        "round" => "排查的名字，见排查列表 · The round, as the list of rounds names it",
        "id" => "编号 · The id",
        "what" => "messages 短信，recovery 用手机找回查询码 · messages, or recovery of a lost code by telephone",
        "move" => "步骤的名字 · The move's name, from `moves`",
        "name" => "名称里的字 · Words of the name",
        "within" => "上级地方的代码 · The code of the place above",
        "place" => "地方的代码 · The code of the place",
        "code" => "村或社区的代码 · The code of the village",
        "kind" => "单位的类别 · The kind of body",
        "filter" => "all, late, soon, mine, resident",
        "table" => "统计表的代号，如 ended · The id of a published table, such as ended",
        "unit" => "month（默认）、quarter 或 year · month (if absent), quarter or year",
        "by" => "按什么分开，用逗号，如 county,outcome；不写就全分 · By what it is told apart, by commas: county,outcome; all if absent",
        "periods" => "最近几期，1 到 120，默认 12 · How many of the newest periods, 1 to 120; 12 if absent",
        "from" => "从哪一天算（当天不算），如 2026-02-02 · The day of the event, which is not counted: 2026-02-02",
        "calendar" => "national（默认）或 532900 · national (if absent) or 532900",
        "extended" => "延长了几次 · How often it was extended",
        "pause" => "暂停计算的日子，如 2026-02-10..2026-02-20 · The days that do not count: 2026-02-10..2026-02-20",
        "page" => "第几页，从 1 起 · The page, from 1",
        _ => null,
    };

    private static string Told(string status) => status switch
    {
        "200" => "办成了 · Done",
        "202" => "发出了 · Sent",
        "204" => "办成了 · Done",
        "201" => "收下了 · It stands",
        "400" => "内容不对，逐项说明 · Something is wrong, told by field",
        "401" => "没有登录，或者口令不对 · No token, or what was given is wrong",
        "403" => "不由您办 · Not yours to do",
        "404" => "没有，或者不在范围内 · Not there, or out of scope",
        "409" => "别人先办了一步 · Someone was a step ahead",
        "410" => "已经清除 · Erased",
        "412" => "If-Match 已过时 · If-Match no longer holds",
        "413" => "太大 · Too large",
        "415" => "格式不对 · Wrong format",
        "422" => "规则不允许 · The rules refuse it",
        "503" => "现在不行，稍后再试 · Not just now",
        "429" => "试得太多，见 Retry-After · Too many tries, see Retry-After",
        _ => Enum.TryParse<HttpStatusCode>(status, out var known) ? known.ToString() : status,
    };
}
