using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hejie.Ledger;

/// <summary>What a log asks a witness: to cosign a checkpoint that follows one it cosigned before (c2sp.org/tlog-witness).</summary>
/// <param name="OldSize">The size that the witness cosigned last, as far as the log knows.</param>
/// <param name="Proof">That the tree only grew since.</param>
/// <param name="Note">The checkpoint as the log signed it.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<Digest> Proof, SignedNote Note)
{
    private const string OldWord = "old ";

    /// <summary>Reads a request.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AddCheckpoint? request)
    {
        request = null;
        if (!Lines.TryText(bytes, out var text) || !Lines.TryHead(text, out var head, out var rest))
            return false;
        if (!head[0].StartsWith(OldWord, StringComparison.Ordinal) || !Lines.TryNumber(head[0][OldWord.Length..], out var old))
            return false;
        if (!Lines.TryHashes(head[1..], out var proof) || !SignedNote.TryParse(rest, out var note))
            return false;
        request = new AddCheckpoint(old, proof, note);
        return true;
    }

    /// <summary>The request as it is sent.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{OldWord}{OldSize}\n");
        foreach (var hash in Proof)
            text.Append(hash).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }
}

/// <summary>What a witness does with a request.</summary>
public abstract record WitnessAnswer
{
    private WitnessAnswer()
    {
    }

    /// <summary>It cosigns, after it has kept that this is now the largest tree it knows.</summary>
    /// <param name="Checkpoint">What it cosigns.</param>
    public sealed record Cosigns(Checkpoint Checkpoint) : WitnessAnswer;

    /// <summary>It knows another size: the log is to prove from there.</summary>
    /// <param name="Size">The size that it cosigned last.</param>
    public sealed record Knows(long Size) : WitnessAnswer;

    /// <summary>It refuses.</summary>
    /// <param name="Status">The HTTP status that says why.</param>
    public sealed record Refuses(int Status) : WitnessAnswer;
}

/// <summary>The checks of a witness, without its memory.</summary>
public static class WitnessRules
{
    /// <summary>Nothing that is understood was asked.</summary>
    public const int BadRequest = 400;

    /// <summary>The log did not sign it.</summary>
    public const int Forbidden = 403;

    /// <summary>The log is not known.</summary>
    public const int NotFound = 404;

    /// <summary>The tree did not only grow.</summary>
    public const int Inconsistent = 422;

    /// <summary>Decides on a request.</summary>
    /// <param name="request">The request; null where it could not be read.</param>
    /// <param name="logs">The keys of the logs that it watches.</param>
    /// <param name="last">What it cosigned last of a log, by its origin; null where nothing yet.</param>
    public static WitnessAnswer Decide(AddCheckpoint? request, IEnumerable<VerifierKey> logs, Func<string, Checkpoint?> last)
    {
        if (request is null || !Checkpoint.TryParse(request.Note.Text, out var asked))
            return new WitnessAnswer.Refuses(BadRequest);
        var keys = logs.Where(key => key.Name == asked.Origin).ToList();
        if (keys.Count == 0)
            return new WitnessAnswer.Refuses(NotFound);
        var signed = keys.ConvertAll(key => key.Check(request.Note, out _));
        if (signed.Contains(SignatureState.Wrong) || !signed.Contains(SignatureState.Valid))
            return new WitnessAnswer.Refuses(Forbidden);
        if (request.OldSize > asked.Size)
            return new WitnessAnswer.Refuses(BadRequest);
        var known = last(asked.Origin) ?? new Checkpoint(asked.Origin, 0, Merkle.Empty);
        if (request.OldSize != known.Size)
            return new WitnessAnswer.Knows(known.Size);
        var grew = Proofs.VerifyConsistency(known.Size, known.Root, asked.Size, asked.Root, request.Proof);
        return grew ? new WitnessAnswer.Cosigns(asked) : new WitnessAnswer.Refuses(Inconsistent);
    }
}
