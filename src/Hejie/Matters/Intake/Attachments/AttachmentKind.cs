namespace Hejie.Matters.Intake.Attachments;

/// <summary>What may be attached. The names are stored and never change.</summary>
internal enum AttachmentKind
{
    Jpeg = 1,
    Png = 2,
    Webp = 3,
    Pdf = 4,
    Docx = 5,
    Xlsx = 6,
    TextUtf8 = 7,
    TextGb18030 = 8,
}

/// <summary>How a kind is named to a browser; what the sender called the file plays no part.</summary>
internal static class AttachmentKinds
{
    /// <summary>Whether the kind is a picture, which is re-encoded before it is kept.</summary>
    public static bool IsPicture(this AttachmentKind kind) => kind is AttachmentKind.Jpeg or AttachmentKind.Png or AttachmentKind.Webp;

    /// <summary>The media type to serve the kind with.</summary>
    public static string MediaType(this AttachmentKind kind) => kind switch
    {
        AttachmentKind.Jpeg => "image/jpeg",
        AttachmentKind.Png => "image/png",
        AttachmentKind.Webp => "image/webp",
        AttachmentKind.Pdf => "application/pdf",
        AttachmentKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        AttachmentKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        AttachmentKind.TextUtf8 => "text/plain; charset=utf-8",
        AttachmentKind.TextGb18030 => "text/plain; charset=gb18030",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The ending of a file's name, with its dot.</summary>
    public static string Extension(this AttachmentKind kind) => kind switch
    {
        AttachmentKind.Jpeg => ".jpg",
        AttachmentKind.Png => ".png",
        AttachmentKind.Webp => ".webp",
        AttachmentKind.Pdf => ".pdf",
        AttachmentKind.Docx => ".docx",
        AttachmentKind.Xlsx => ".xlsx",
        AttachmentKind.TextUtf8 or AttachmentKind.TextGb18030 => ".txt",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
