using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hejie.Ledger;

/// <summary>How far a log has come: the text that is signed (c2sp.org/tlog-checkpoint).</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The root over them.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>Reads the text of a note. Further lines are let be: they mean nothing here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text?.EndsWith('\n') != true || text[..^1].Split('\n') is not [{ Length: > 0 } origin, var size, var root, .. var more])
            return false;
        if (!Lines.TryNumber(size, out var leaves) || !Digest.TryParse(root, out var hash) || Array.Exists(more, line => line.Length == 0))
            return false;
        checkpoint = new Checkpoint(origin, leaves, hash);
        return true;
    }

    /// <summary>The text that is signed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");
}
