using System.Text;
using Hejie.Kernel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// Reads a form with a file as it arrives, so that nothing of it ever lies unsealed on a disk. What is too large is read
/// to its end and thrown away: a browser that is cut off while it sends would show its own error instead of the reason.
/// </summary>
internal static class Upload
{
    /// <summary>The most bytes that are read and thrown away; beyond, the connection ends.</summary>
    public const long MostRead = 64L * 1024 * 1024;

    /// <summary>Not from a page of ours: nothing was received.</summary>
    public const string Foreign = "attachment.foreign";

    private const int LongestText = 4096;

    /// <summary>The token is checked as a header, since reading it as a form would lay the files down unsealed.</summary>
    private const string TokenHeader = "RequestVerificationToken";

    /// <summary>Receives each file of the form.</summary>
    /// <param name="http">The request.</param>
    /// <param name="antiforgery">Checks the form's token, which must come before its files.</param>
    /// <param name="receive">Takes in one file by its name; answers why it was refused, or null.</param>
    /// <returns>Why something was refused, or null; <see cref="Foreign"/> where it is no form of a page of ours.</returns>
    public static async Task<string?> ReadAsync(HttpContext http, IAntiforgery antiforgery, Func<string, Stream, Task<string?>> receive)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 70 } boundary)
            return Foreign;

        try
        {
            return await ReadAsync(http, new MultipartReader(boundary, http.Request.Body), antiforgery, receive);
        }
        catch (Exception cut) when (cut is InvalidDataException || (cut is IOException and not BadHttpRequestException && Trouble.OfDisk(cut) is null))
        {
            // A part without its head, or one that does not end: no browser sends that.
            return Foreign;
        }
    }

    private static async Task<string?> ReadAsync(HttpContext http, MultipartReader reader, IAntiforgery antiforgery, Func<string, Stream, Task<string?>> receive)
    {
        var (checkedToken, any, refused) = (false, false, (string?)null);
        while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                if (!checkedToken && (!http.Request.Headers.ContainsKey(TokenHeader) || !await antiforgery.IsRequestValidAsync(http)))
                    return Foreign;
                checkedToken = true;
                if (file.FileName.Length == 0)
                    continue;
                any = true;
                refused ??= await receive(Plain(file.FileName), file.FileStream!);
            }
            else if (section.AsFormDataSection() is { Name: "__RequestVerificationToken" } token)
            {
                http.Request.Headers[TokenHeader] = await ReadTextAsync(token.Section.Body, http.RequestAborted);
            }
        }

        return any ? refused : "attachment.none";
    }

    /// <summary>Lets the form be as large as is read and thrown away.</summary>
    public static TBuilder ReadsFiles<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new Limit());
        return builder;
    }

    /// <summary>The name of a received file: as it was given, without folders, with the ending of what it is.</summary>
    public static string Name(string given, AttachmentKind kind) => Path.GetFileNameWithoutExtension(given) + kind.Extension();

    /// <summary>A name without folders and control characters, of a bearable length.</summary>
    public static string Plain(string given)
    {
        var name = new string([.. given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Where(character => !char.IsControl(character))]).Trim();
        return name.Length == 0 ? "file" : name.Length <= 80 ? name : name[..80];
    }

    private static async Task<string> ReadTextAsync(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[LongestText];
        var length = await body.ReadAtLeastAsync(bytes, LongestText, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private sealed class Limit : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostRead;
    }
}
