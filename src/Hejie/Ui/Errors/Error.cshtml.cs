using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Ui.Errors;

/// <summary>What a person reads when something did not work: what it was, that nothing is lost, and the way on.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>The key of the words that tell it.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The page that was asked for, to try again; null where it was not read by GET.</summary>
    public string? Again { get; private set; }

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        var failed = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        if (asked is null && failed is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        Status = Response.StatusCode;
        Key = Problems.TroubleOf(HttpContext) is { } trouble ? "problem." + trouble.Code : Problems.KeyOf(Status);
        var path = asked is not null ? asked.OriginalPath + asked.OriginalQueryString : failed?.Path;
        Again = path is not null && Url.IsLocalUrl(path) ? path : null;
    }
}
