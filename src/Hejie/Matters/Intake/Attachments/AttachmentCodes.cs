namespace Hejie.Matters.Intake.Attachments;

/// <summary>Why a file was refused: stable codes, each with its words in the catalogue.</summary>
internal static class AttachmentCodes
{
    /// <summary>There is nothing in the file.</summary>
    public const string Empty = "attachment.empty";

    /// <summary>The file is larger than <see cref="AttachmentLimits.FileBytes"/>.</summary>
    public const string Size = "attachment.size";

    /// <summary>There are <see cref="AttachmentLimits.Files"/> files already.</summary>
    public const string Count = "attachment.count";

    /// <summary>The content is of no kind that is accepted, whatever the file's name says.</summary>
    public const string Kind = "attachment.kind";

    /// <summary>An iPhone's picture format, which desks cannot open; the phone can send JPEG instead.</summary>
    public const string Heic = "attachment.heic";

    /// <summary>The file is cut off or damaged.</summary>
    public const string Broken = "attachment.broken";

    /// <summary>The picture has more pixels than can be read safely.</summary>
    public const string Pixels = "attachment.pixels";

    /// <summary>The scanner found something in the file that harms who opens it.</summary>
    public const string Infected = "attachment.infected";

    /// <summary>The scanner did not answer; what was not scanned is not taken.</summary>
    public const string Unscanned = "attachment.unscanned";
}
