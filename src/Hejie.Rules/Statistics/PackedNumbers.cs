namespace Hejie.Rules.Statistics;

/// <summary>Numbers in a row of bytes, small ones in few: seven bits a byte, the lowest first; all but the last have the highest bit set.</summary>
internal static class PackedNumbers
{
    /// <summary>Appends a number that is not negative.</summary>
    public static void Put(MemoryStream packed, long number)
    {
        for (; number > 127; number >>= 7)
            packed.WriteByte((byte)(number | 128));
        packed.WriteByte((byte)number);
    }

    /// <summary>Takes the next number off the bytes.</summary>
    public static long Take(ref ReadOnlySpan<byte> packed)
    {
        // Most are small.
        if (packed[0] < 128)
        {
            var small = packed[0];
            packed = packed[1..];
            return small;
        }

        long number = 0;
        for (int at = 0, shift = 0; ; at++, shift += 7)
        {
            number |= (long)(packed[at] & 127) << shift;
            if (packed[at] < 128)
            {
                packed = packed[(at + 1)..];
                return number;
            }
        }
    }
}
