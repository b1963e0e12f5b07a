using System.Globalization;
using Hejie.Data;
using Hejie.Kernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Ui;

/// <summary>Errors that no page or endpoint answered: a page with a way on for people, problem details for programs.</summary>
internal static partial class Problems
{
    /// <summary>What is only for the moment meets every request, and a log must not fill the disk that is full.</summary>
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(10);

    private static long s_toldAt;

    private static readonly int[] s_told = [400, 401, 403, 404, 405, 409, 412, 413, 415, 429, 500, 503];

    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Tell(context.HttpContext, context.ProblemDetails));

    public static void UseProblems(this WebApplication app)
    {
        int StatusOf(Exception exception) => Problems.StatusOf(app.Services, exception);
        bool IsTold(ExceptionHandlerSuppressDiagnosticsContext failed) => IsTrouble(app, failed.Exception);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = IsTold });
        app.UseStatusCodePagesWithReExecute("/error");

        // Inside: what is answered to a program has a body, and is left alone outside.
        app.UseWhen(http => IsProgram(http.Request.Path), programs => programs
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = IsTold })
            .UseStatusCodePages());
    }

    /// <summary>The key of the words for a status: its own, or those of its hundred.</summary>
    public static string KeyOf(int status) =>
        $"problem.{(Array.IndexOf(s_told, status) >= 0 ? status : status >= 500 ? 500 : 400)}";

    private static bool IsProgram(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/open311") || path.StartsWithSegments("/openapi");

    /// <summary>What keeps the installation from answering for the moment; null where a request failed for another reason. Says when to come back.</summary>
    public static Trouble? TroubleOf(HttpContext http)
    {
        if (http.RequestServices.TroubleBehind(http.Features.Get<IExceptionHandlerFeature>()?.Error) is not { } trouble)
            return null;
        http.Response.Headers.RetryAfter = Visitor.Seconds(trouble.Again).ToString(CultureInfo.InvariantCulture);
        return trouble;
    }

    /// <summary>A body that was too large or broken is the sender's fault, not ours; a disk that is full is nobody's for long, and the same request is right to be sent again.</summary>
    private static int StatusOf(IServiceProvider services, Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ => services.TroubleBehind(exception) is null ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>Whether an error is only for the moment; then it is told now and again, and not with every request.</summary>
    private static bool IsTrouble(WebApplication app, Exception exception)
    {
        if (app.Services.TroubleBehind(exception) is not { } trouble)
            return false;
        var now = app.Services.GetRequiredService<TimeProvider>().GetTimestamp();
        var last = Interlocked.Read(ref s_toldAt);
        if ((last == 0 || app.Services.GetRequiredService<TimeProvider>().GetElapsedTime(last, now) > s_again) && Interlocked.CompareExchange(ref s_toldAt, now, last) == last)
            Refused(app.Logger, trouble.Code, exception.GetBaseException().Message);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Requests are refused for the moment ({Code}): {Why}")]
    private static partial void Refused(ILogger log, string code, string why);

    private static void Tell(HttpContext http, ProblemDetails problem)
    {
        // An endpoint that gave a code has told its own.
        if (problem.Extensions.ContainsKey("code"))
            return;
        var words = http.RequestServices.GetRequiredService<IWords>();
        var status = problem.Status ?? http.Response.StatusCode;
        var trouble = TroubleOf(http);
        var key = trouble is null ? KeyOf(status) : "problem." + trouble.Code;
        problem.Title = words[key + ".title"];
        problem.Detail ??= words[key + ".now"];
        problem.Extensions["code"] = trouble?.Code ?? $"http.{status}";
    }
}
