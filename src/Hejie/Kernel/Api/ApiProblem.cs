using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Kernel.Api;

/// <summary>Why a request had no effect (RFC 9457): a stable code for programs, words for people, and the fact that helps on.</summary>
/// <param name="Type">A link to the meaning of the status.</param>
/// <param name="Title">What it was, in the language of the request.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do now, in the language of the request.</param>
/// <param name="Code">The stable code, such as <c>move.state</c>.</param>
/// <param name="Errors">What is wrong with which field.</param>
/// <param name="Version">The matter's version as it is now, where the request came too late.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<ProblemField>? Errors, int? Version);

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The field: its name in the form, or its path in the body.</param>
/// <param name="Code">The stable code, such as <c>field.required</c>.</param>
/// <param name="Detail">A number or name that belongs to the code.</param>
/// <param name="Message">What to do, in the language of the request.</param>
internal sealed record ProblemField(string Field, string Code, string? Detail, string Message);

/// <summary>Answers a request with a problem.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The stable code; its words are <c>error.CODE</c>.</param>
/// <param name="detail">A number or name that the words need.</param>
internal sealed class ApiProblem(int status, string code, string? detail = null) : IResult
{
    public const string MediaType = "application/problem+json";

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The matter's version as it is now.</summary>
    public int? Version { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A form or body with errors by field.</summary>
    public static ApiProblem Fields(IReadOnlyList<FieldError> errors) => new(StatusCodes.Status400BadRequest, "request.fields") { Errors = errors };

    public static ApiProblem Field(string field, string code, string? detail = null) => Fields([new FieldError(field, code, detail)]);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var words = httpContext.RequestServices.GetRequiredService<IWords>();
        var response = httpContext.Response;
        response.StatusCode = status;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Version is { } version)
            ETags.Set(httpContext, version);
        var errors = Errors.Count == 0
            ? null
            : Errors.Select(error => new ProblemField(error.Field, error.Code, error.Detail, words.Error(error.Code, error.Detail))).ToList();
        var body = new ProblemBody(TypeOf(status), words["api." + Told(status)], status, words.Error(code, detail), code, errors, Version);
        return response.WriteAsJsonAsync(body, options: null, MediaType, httpContext.RequestAborted);
    }

    /// <summary>Where the status is explained.</summary>
    public static string TypeOf(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => "https://www.rfc-editor.org/rfc/rfc6585#section-4",
        < 500 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
        _ => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6",
    };

    /// <summary>The status whose title is told: its own, or that of its hundred.</summary>
    public static int Told(int status) => status switch
    {
        400 or 401 or 403 or 404 or 405 or 409 or 410 or 412 or 413 or 415 or 422 or 429 or 500 or 503 => status,
        > 500 => 500,
        _ => 400,
    };
}
