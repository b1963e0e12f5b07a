using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>The files of a form as its page shows them: those received, a control for one more, and why one was refused.</summary>
/// <param name="Files">Those received.</param>
/// <param name="Upload">Where one more is sent.</param>
/// <param name="Error">Why the last was refused, or null.</param>
internal sealed record FileBox(IReadOnlyList<StoredFile> Files, string Upload, FieldError? Error)
{
    /// <summary>The closed list of reasons, so that an address shows no other words.</summary>
    private static readonly string[] s_codes =
    [
        AttachmentCodes.Empty, AttachmentCodes.Size, AttachmentCodes.Count, AttachmentCodes.Kind, AttachmentCodes.Heic, AttachmentCodes.Broken,
        AttachmentCodes.Pixels, AttachmentCodes.Infected, AttachmentCodes.Unscanned, "attachment.none",
    ];

    /// <summary>The box after an upload that came back with <c>?refused=…</c>.</summary>
    public static FileBox Of(IReadOnlyList<StoredFile> files, string upload, string? refused) =>
        new(files, upload, s_codes.Contains(refused) ? new FieldError("file", refused!) : null);

    /// <summary>A size as people say it.</summary>
    public static string Size(long bytes) => bytes >= 1024 * 1024
        ? (bytes / 1024d / 1024d).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " MB"
        : Math.Max(1, bytes / 1024).ToString(System.Globalization.CultureInfo.InvariantCulture) + " KB";
}
