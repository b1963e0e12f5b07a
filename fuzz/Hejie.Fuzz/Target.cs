using System.Text;

namespace Hejie.Fuzz;

/// <summary>Something that must never happen, whatever bytes come in.</summary>
internal sealed class FindingException(string message) : Exception(message);

/// <summary>
/// A door at which bytes come in from the world. What the program itself does with them is done here, without network, disk or
/// database; whatever is thrown is a finding.
/// </summary>
internal abstract class Target
{
    /// <summary>All of them, in the order in which they are run.</summary>
    public static IReadOnlyList<Target> All { get; } =
        [new FormPosts(), new JsonBodies(), new Uploads(), new Receipts(), new LogTexts(), new Entries(), new ShortTexts()];

    /// <summary>The name of its seeds and of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>The most bytes that one input may have allocated on the thread that reads it.</summary>
    public virtual long MostAllocated => 16 << 20;

    /// <summary>Words that are worth putting into an input.</summary>
    public virtual IEnumerable<string> Words => [];

    /// <summary>Small inputs to begin with, by name.</summary>
    public abstract IEnumerable<(string Name, byte[] Bytes)> Seeds();

    /// <summary>Reads one input.</summary>
    public void Run(ReadOnlySpan<byte> input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Holds(allocated <= MostAllocated, $"{input.Length} bytes made the program allocate {allocated}.");
    }

    /// <summary>Has what is slow the first time done once, so that no input is charged with it.</summary>
    public virtual void Prepare()
    {
    }

    protected abstract void Read(ReadOnlySpan<byte> input);

    protected static void Holds(bool property, string otherwise)
    {
        if (!property)
            throw new FindingException(otherwise);
    }

    /// <summary>The first line as text, and what follows it.</summary>
    protected static string Line(ref ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'\n');
        var line = end < 0 ? input : input[..end];
        input = end < 0 ? [] : input[(end + 1)..];
        return Encoding.UTF8.GetString(line);
    }

    /// <summary>The first byte, by which an input chooses; 0 where there is none.</summary>
    protected static byte Choice(ref ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return 0;
        var first = input[0];
        input = input[1..];
        return first;
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
