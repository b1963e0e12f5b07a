using Hejie.Identity;

namespace Hejie.Import;

/// <summary>The refused rows of a file, to be corrected and sent again; from memory, and nowhere kept.</summary>
internal static class ErrorsEndpoint
{
    public static void Map(WebApplication app) => app.MapGet("/import/{file:guid}/errors", ReadAsync).For(Access.Import).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(Guid file, HttpContext http, StaffScope session, StagedFiles files, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (files.Find(scope, file)?.Refused is not { } text)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File([.. ErrorFile.Encoding.GetPreamble(), .. ErrorFile.Encoding.GetBytes(text)], "text/csv; charset=utf-8", "refused.csv");
    }
}
