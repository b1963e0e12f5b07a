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
        long number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = packed[0];
            packed = packed[1..];
            number |= (long)(next & 127) << shift;
            if (next < 128)
                return number;
        }
    }
}
