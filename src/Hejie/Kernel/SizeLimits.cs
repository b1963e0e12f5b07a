using System.Buffers;
using Hejie.Kernel.Api;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Kernel;

/// <summary>
/// Says of a request that is too large that it is (413), to people as a page and to programs as a problem. Left to
/// themselves, those who check a form's token take what they could not read for a form without one (400).
/// </summary>
internal static class SizeLimits
{
    /// <summary>The most bytes that are read and thrown away: a browser that is cut off while it sends would show its own error instead of the reason.</summary>
    private const long MostRead = 64L << 20;

    private const int Step = 64 * 1024;

    public static void UseSizeLimits(this WebApplication app) => app.Use(async (http, next) =>
    {
        // The page that says so is asked for with the same request.
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || await FitsAsync(http))
            await next(http);
        else
            await RefuseAsync(http);
    });

    private static async Task<bool> FitsAsync(HttpContext http)
    {
        var size = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size?.MaxRequestBodySize is { } most && http.Request.ContentLength > most)
        {
            await ThrowAwayAsync(http, size);
            return false;
        }

        // The forms of pages are read here, where it is told why one cannot be: the page finds it read. Uploads are no pages,
        // and are read by themselves.
        return !HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType
            || http.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>() is null || await CanBeReadAsync(http);
    }

    internal static async Task<bool> CanBeReadAsync(HttpContext http)
    {
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return false;
        }
        catch (InvalidDataException wrong)
        {
            // Too many fields, too long a text: the form's own limits have no other mark. Else it is no form at all, which the page says.
            return !wrong.Message.Contains("limit", StringComparison.Ordinal);
        }
        catch (IOException cut) when (Trouble.OfDisk(cut) is null)
        {
            // It ends in the middle of a part: no form either.
            return true;
        }
    }

    private static async Task ThrowAwayAsync(HttpContext http, IHttpMaxRequestBodySizeFeature size)
    {
        // Who asks before sending is told before sending.
        if (size.IsReadOnly || http.Request.ContentLength > MostRead || http.Request.Headers.Expect.Count > 0)
            return;
        size.MaxRequestBodySize = MostRead;
        var buffer = ArrayPool<byte>.Shared.Rent(Step);
        try
        {
            while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) > 0)
            {
                // Nobody wants it.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Task RefuseAsync(HttpContext http)
    {
        if (http.Request.HasJsonContentType() && http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return new ApiProblem(StatusCodes.Status413PayloadTooLarge, "body.large").ExecuteAsync(http);
        // Whoever writes the answer looks for a form no more.
        (http.Request.Body, http.Request.ContentType) = (Stream.Null, null);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }
}
