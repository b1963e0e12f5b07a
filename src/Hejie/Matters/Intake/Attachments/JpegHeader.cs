using System.Buffers.Binary;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>What a JPEG's header says about how it must be decoded.</summary>
internal static class JpegHeader
{
    /// <summary>
    /// Whether the picture is stored in several passes (progressive, or one scan per colour). A decoder then keeps
    /// all coefficients of the full-size picture in memory, whatever size is asked of it.
    /// </summary>
    public static bool IsInPasses(ReadOnlySpan<byte> jpeg)
    {
        var components = 0;
        var at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length) return true;
            var segment = jpeg.Slice(at + 4, length - 2);
            if (IsFrame(marker))
            {
                if (segment.Length < 6 || marker is not (0xC0 or 0xC1)) return true;
                components = segment[5];
            }
            else if (marker == 0xDA)
            {
                return segment.Length < 1 || segment[0] < components;
            }

            at += 2 + length;
        }

        return true;
    }

    // C4, C8 and CC are tables, not frames.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
