using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hejie.Ledger;

/// <summary>What came of checking a proof.</summary>
public abstract record ProofChecked
{
    private ProofChecked()
    {
    }

    /// <summary>The leaf is in the log.</summary>
    /// <param name="Checkpoint">What the log signed.</param>
    /// <param name="Witnessed">The witnesses that cosigned it, with the time of each.</param>
    public sealed record Holds(Checkpoint Checkpoint, IReadOnlyList<(string Witness, DateTimeOffset Time)> Witnessed) : ProofChecked;

    /// <summary>It proves nothing.</summary>
    /// <param name="Code">Why: <c>checkpoint</c>, <c>origin</c>, <c>signature</c>, <c>witness</c> or <c>inclusion</c>.</param>
    public sealed record Fails(string Code) : ProofChecked;
}

/// <summary>A proof that is checked without asking anybody (c2sp.org/tlog-proof).</summary>
/// <param name="Index">The place of the leaf, from 0.</param>
/// <param name="Hashes">From the leaf's neighbour up.</param>
/// <param name="Note">The checkpoint as the log signed it.</param>
public sealed record LogProof(long Index, IReadOnlyList<Digest> Hashes, SignedNote Note)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string ExtraWord = "extra ";
    private const string IndexWord = "index ";

    /// <summary>Reads a proof; further data in it is let be.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LogProof? proof)
    {
        proof = null;
        if (text is null || !Lines.IsText(text) || !Lines.TryHead(text, out var head, out var rest) || head[0] != Header)
            return false;
        var lines = head.AsSpan(1);
        if (lines.Length > 0 && lines[0].StartsWith(ExtraWord, StringComparison.Ordinal))
        {
            if (!Lines.TryBase64(lines[0][ExtraWord.Length..], out _))
                return false;
            lines = lines[1..];
        }

        if (lines.Length == 0 || !lines[0].StartsWith(IndexWord, StringComparison.Ordinal) || !Lines.TryNumber(lines[0][IndexWord.Length..], out var index))
            return false;
        if (!Lines.TryHashes(lines[1..].ToArray(), out var hashes) || !SignedNote.TryParse(rest, out var note))
            return false;
        proof = new LogProof(index, hashes, note);
        return true;
    }

    /// <summary>Checks that a leaf is in the log of a key.</summary>
    /// <param name="leaf">The hash of the leaf.</param>
    /// <param name="log">The key of the log.</param>
    /// <param name="witnesses">The keys of witnesses that are known; one that did not sign is left out.</param>
    public ProofChecked Check(Digest leaf, VerifierKey log, IEnumerable<VerifierKey> witnesses)
    {
        if (!Checkpoint.TryParse(Note.Text, out var checkpoint))
            return new ProofChecked.Fails("checkpoint");
        if (checkpoint.Origin != log.Name)
            return new ProofChecked.Fails("origin");
        if (log.Check(Note, out _) != SignatureState.Valid)
            return new ProofChecked.Fails("signature");
        var witnessed = new List<(string, DateTimeOffset)>();
        foreach (var witness in witnesses)
        {
            var signed = witness.Check(Note, out var time);
            if (signed == SignatureState.Wrong)
                return new ProofChecked.Fails("witness");
            if (signed == SignatureState.Valid && time is { } at)
                witnessed.Add((witness.Name, at));
        }

        return Proofs.VerifyInclusion(leaf, Index, checkpoint.Size, checkpoint.Root, Hashes)
            ? new ProofChecked.Holds(checkpoint, witnessed)
            : new ProofChecked.Fails("inclusion");
    }

    /// <summary>The proof as it is written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Header}\n{IndexWord}{Index}\n");
        foreach (var hash in Hashes)
            text.Append(hash).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }
}
