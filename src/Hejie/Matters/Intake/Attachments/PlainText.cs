using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>Tells text in UTF-8 or GB18030 from everything else.</summary>
internal static class PlainText
{
    // Neither encoding uses these bytes inside a longer character.
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(b => (byte)b).Except("\t\n\f\r"u8.ToArray()), 0x7F]);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Decides whether the bytes are text; a script that a system would run is not taken for one.</summary>
    public static Recognised Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(Controls) || bytes.StartsWith("#!"u8)) return new Recognised.Refused(AttachmentCodes.Kind);
        if (Utf8.IsValid(bytes)) return new Recognised.Known(AttachmentKind.TextUtf8);
        return IsGb18030(bytes) ? new Recognised.Known(AttachmentKind.TextGb18030) : new Recognised.Refused(AttachmentCodes.Kind);
    }

    private static bool IsGb18030(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Gb18030.GetCharCount(bytes) > 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
