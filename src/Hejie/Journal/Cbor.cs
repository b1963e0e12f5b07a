using System.Formats.Cbor;

namespace Hejie.Journal;

/// <summary>Small words that the codecs share.</summary>
internal static class Cbor
{
    private static readonly DateOnly s_epoch = new(1970, 1, 1);

    public static void WriteOptional(this CborWriter writer, string? text)
    {
        if (text is null)
            writer.WriteNull();
        else
            writer.WriteTextString(text);
    }

    public static string? ReadOptionalText(this CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.Null)
            return reader.ReadTextString();
        reader.ReadNull();
        return null;
    }

    public static void WriteOptional(this CborWriter writer, long? number)
    {
        if (number is { } value)
            writer.WriteInt64(value);
        else
            writer.WriteNull();
    }

    public static long? ReadOptionalLong(this CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.Null)
            return reader.ReadInt64();
        reader.ReadNull();
        return null;
    }

    public static int? ReadOptionalInt(this CborReader reader) => (int?)reader.ReadOptionalLong();

    /// <summary>A legal date as days since 1970-01-01.</summary>
    public static void WriteDate(this CborWriter writer, DateOnly date) => writer.WriteInt32(date.DayNumber - s_epoch.DayNumber);

    public static DateOnly ReadDate(this CborReader reader) => s_epoch.AddDays(reader.ReadInt32());

    public static void WriteInts(this CborWriter writer, params ReadOnlySpan<int> numbers)
    {
        writer.WriteStartArray(numbers.Length);
        foreach (var number in numbers)
            writer.WriteInt32(number);
        writer.WriteEndArray();
    }
}
