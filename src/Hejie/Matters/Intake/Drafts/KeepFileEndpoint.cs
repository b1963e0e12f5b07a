using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Matters.Intake.Attachments;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>A file that was received.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, with the ending of what it is.</param>
/// <param name="Kind">What it is, by its content.</param>
/// <param name="Size">Its bytes as they are kept.</param>
internal sealed record FileBody(Guid Id, string Name, string Kind, long Size);

/// <summary><c>POST /api/v1/drafts/files</c>: the file is the body, as it is, so that nothing of it ever lies unsealed on a disk.</summary>
internal static class KeepFileEndpoint
{
    /// <summary>When the scanner may be back.</summary>
    private static readonly TimeSpan s_later = TimeSpan.FromMinutes(1);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/drafts/files", HandleAsync).For(Access.Public).ReadsFiles()
        .WithName("keepFile").WithSummary("传一个文件到草稿 · Send one file into a draft")
        .WithDescription("请求内容就是文件本身，最大 10 MB，最多 10 个；文件名写在 Content-Disposition 里。照片会重新编码，去掉拍摄地点。 · The body is the file itself, of 10 MB at most, 10 files in all; its name goes into Content-Disposition. Pictures are encoded anew, without where they were taken.")
        .Accepts<byte[]>("application/octet-stream")
        .Produces<FileBody>(StatusCodes.Status201Created).Refuses(400, 404, 413, 415, 422, 503);

    private static async Task<IResult> HandleAsync(
        [Required] DraftToken token, HttpContext http, DraftStore drafts, ReceiveAttachment receiver, TimeProvider time, CancellationToken cancel)
    {
        if (await drafts.FindAsync(token.Value, cancel) is not { Content: { Form: BeginDraftEndpoint.Form, Receipt: null } } held
            || await drafts.TakeKeyAsync(held, cancel) is not { } key)
            return new ApiProblem(StatusCodes.Status404NotFound, "draft.none");
        var before = held.Content.Files.Select(file => file.Id).ToHashSet();
        var refused = await receiver.KeepAsync(drafts, held, NameOf(http.Request), http.Request.Body, held.Content.FilesCounty, key, time, cancel);
        if (refused is not null)
            return new ApiProblem(StatusOf(refused), refused) { RetryAfter = refused == AttachmentCodes.Unscanned ? s_later : null };
        var kept = (await drafts.FindAsync(token.Value, cancel))?.Content.Files.LastOrDefault(file => !before.Contains(file.Id));
        return kept is null
            ? new ApiProblem(StatusCodes.Status404NotFound, "draft.none")
            : TypedResults.Created((string?)null, new FileBody(kept.Id, kept.Name, kept.Kind.ToLowerInvariant(), kept.Size));
    }

    private static string NameOf(HttpRequest request) => ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition, out var disposition)
        ? Upload.Plain((disposition.FileNameStar ?? disposition.FileName ?? "").Trim('"'))
        : Upload.Plain("");

    private static int StatusOf(string code) => code switch
    {
        AttachmentCodes.Size => StatusCodes.Status413PayloadTooLarge,
        AttachmentCodes.Unscanned => StatusCodes.Status503ServiceUnavailable,
        AttachmentCodes.Kind or AttachmentCodes.Heic => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
