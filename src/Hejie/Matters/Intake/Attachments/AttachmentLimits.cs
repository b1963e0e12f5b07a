namespace Hejie.Matters.Intake.Attachments;

/// <summary>How much may be attached to one matter by one filing.</summary>
internal static class AttachmentLimits
{
    /// <summary>Bytes of one file, as sent.</summary>
    public const int FileBytes = 10 * 1024 * 1024;

    /// <summary>Files of one filing.</summary>
    public const int Files = 10;
}
