using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hejie.Ledger;

/// <summary>A line below a note: whose key signed, and what.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's short id; with the name it says which key.</param>
/// <param name="Bytes">The signature.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const string Dash = "— ";

    /// <summary>Reads a line without its newline.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var encoded])
            return false;
        if (!KeyName.IsValid(name) || !Lines.TryBase64(encoded, out var bytes) || bytes.Length < 5)
            return false;
        signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
        return true;
    }

    /// <summary>Reads the lines that a witness answers with.</summary>
    public static bool TryParseAll(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out IReadOnlyList<NoteSignature>? signatures)
    {
        signatures = null;
        return Lines.TryText(bytes, out var text) && TryParseAll(text, out signatures);
    }

    internal static bool TryParseAll(string text, [NotNullWhen(true)] out IReadOnlyList<NoteSignature>? signatures)
    {
        signatures = null;
        if (!text.EndsWith('\n') || text[..^1].Split('\n') is not { Length: <= SignedNote.MostSignatures } lines)
            return false;
        var read = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            if (!TryParse(line, out var signature))
                return false;
            read.Add(signature);
        }

        signatures = read;
        return true;
    }

    /// <summary>The line without its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(4));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }
}

/// <summary>A text with signatures below it (c2sp.org/signed-note). That it could be read says nothing of who signed.</summary>
public sealed class SignedNote
{
    /// <summary>The most signatures that are read.</summary>
    public const int MostSignatures = 64;

    /// <summary>Puts signatures below a text.</summary>
    /// <exception cref="ArgumentException">The text does not end with a newline or has control characters, or there is no signature.</exception>
    public SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        if (!text.EndsWith('\n') || !Lines.IsText(text))
            throw new ArgumentException("A note is lines of text.", nameof(text));
        if (signatures.Count is 0 or > MostSignatures)
            throw new ArgumentException("A note is signed.", nameof(signatures));
        (Text, Signatures) = (text, signatures);
    }

    /// <summary>What was signed, its last newline included.</summary>
    public string Text { get; }

    /// <summary>The signatures, of known keys and others.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        return Lines.TryText(bytes, out var text) && TryParse(text, out note);
    }

    /// <summary>Reads a note.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        if (text is null || !Lines.IsText(text))
            return false;
        var end = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !NoteSignature.TryParseAll(text[(end + 2)..], out var signatures))
            return false;
        note = new SignedNote(text[..(end + 1)], signatures);
        return true;
    }

    /// <summary>The same with more signatures; one of a key that signed already takes the place of the older one.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more)
    {
        var fresh = more.ToList();
        return new SignedNote(
            Text, [.. Signatures.Where(old => !fresh.Exists(one => one.Name == old.Name && one.KeyId == old.KeyId)), .. fresh]);
    }

    /// <summary>The note as it is written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
            text.Append(signature).Append('\n');
        return text.ToString();
    }
}
