namespace Hejie.Matters.Intake.Attachments;

/// <summary>What became of a file that was sent.</summary>
internal abstract record Received
{
    private Received() { }

    /// <summary>It is on disk, sealed.</summary>
    public sealed record Accepted(Stored Stored) : Received;

    /// <summary>It was not kept; the code is one of <see cref="AttachmentCodes"/>.</summary>
    public sealed record Refused(string Code) : Received;
}

/// <summary>A sealed file.</summary>
/// <param name="County">Six digits.</param>
/// <param name="Address">SHA-256 of the ciphertext, lower-case hexadecimal.</param>
/// <param name="Kind">What the plain content is.</param>
/// <param name="Length">Bytes of the plain content.</param>
internal sealed record Stored(int County, string Address, AttachmentKind Kind, long Length);
