using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Journal;
using Hejie.Rules.Procedures;

namespace Hejie.Ledger;

/// <summary>A person as the filer gave them.</summary>
internal sealed record ReceiptPerson(string Name, string? Telephone, string? Address, PartyRole Role);

/// <summary>What was filed: the part of an entry that is sealed in the installation.</summary>
internal sealed record ReceiptContent(SortedDictionary<string, string> Texts, IReadOnlyList<ReceiptPerson> People);

/// <summary>
/// A receipt: what was filed, the salt that binds it to the entry, the entry as it is stored, and the proof that it stands
/// in the log. It is checked without asking anybody.
/// </summary>
/// <param name="Format">Which format: a new one has a new name.</param>
/// <param name="Filed">What was filed; absent where its key is not the reader's.</param>
/// <param name="Salt">The salt, base64; absent with what was filed.</param>
/// <param name="Entry">The entry's stored bytes, base64.</param>
/// <param name="Vkey">The key of the log, as the installation says; to be held against the published one.</param>
/// <param name="Proof">The proof, c2sp.org/tlog-proof.</param>
internal sealed record ReceiptFile(string Format, ReceiptContent? Filed, string? Salt, string Entry, string Vkey, string Proof)
{
    public const string First = "hejie-receipt-v1";

    /// <summary>No filing comes near.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private static readonly ReceiptFileJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<PartyRole>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    });

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, s_json.ReceiptFile);

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ReceiptFile? receipt)
    {
        receipt = null;
        if (bytes.Length > MostBytes)
            return false;
        try
        {
            receipt = JsonSerializer.Deserialize(bytes, s_json.ReceiptFile);
            if (receipt is { Format: First, Entry: not null, Vkey: not null, Proof: not null } && (receipt.Filed is null) == (receipt.Salt is null)
                && (receipt.Filed is null || IsWhole(receipt.Filed)))
                return true;
        }
        catch (JsonException)
        {
            // Then it is none.
        }

        receipt = null;
        return false;
    }

    /// <summary>Checks all that it says.</summary>
    /// <param name="log">The key of the log, as it is known from elsewhere.</param>
    /// <param name="witnesses">The keys of witnesses that are known.</param>
    public ReceiptChecked Check(VerifierKey log, IEnumerable<VerifierKey> witnesses)
    {
        try
        {
            var entry = Convert.FromBase64String(Entry);
            if (!LogProof.TryParse(Proof, out var proof))
                return new ReceiptChecked.Fails("proof");
            var checkedProof = proof.Check(Merkle.Leaf(GrowLog.Data(entry)), log, witnesses);
            if (checkedProof is not ProofChecked.Holds holds)
                return new ReceiptChecked.Fails(((ProofChecked.Fails)checkedProof).Code);
            var header = EntryCodec.Header(entry);
            return Filed is null || EntryCodec.Commits(entry, Content(Filed), Convert.FromBase64String(Salt!))
                ? new ReceiptChecked.Holds(header, proof.Index, holds)
                : new ReceiptChecked.Fails("content");
        }
        catch (Exception error) when (EntryCodec.IsDamage(error))
        {
            return new ReceiptChecked.Fails("entry");
        }
    }

    /// <summary>The receipt of an entry.</summary>
    /// <param name="entry">Its stored bytes.</param>
    /// <param name="key">The key that it is sealed with; null where what it holds is not the reader's.</param>
    /// <param name="log">The key of the log.</param>
    /// <param name="proof">The proof.</param>
    public static ReceiptFile Of(byte[] entry, byte[]? key, VerifierKey log, LogProof proof)
    {
        var (filed, salt) = ((ReceiptContent?)null, (string?)null);
        if (key is not null)
        {
            var (content, salted) = EntryCodec.OpenSalted(entry, key);
            (filed, salt) = (Filing(content), Convert.ToBase64String(salted));
        }

        return new ReceiptFile(First, filed, salt, Convert.ToBase64String(entry), log.ToString(), proof.ToString());
    }

    /// <summary>What is absent, or null in a list, the reader of JSON lets be.</summary>
    private static bool IsWhole(ReceiptContent filed) =>
        filed is { Texts: not null, People: not null } && filed.Texts.Values.All(text => text is not null) && filed.People.All(person => person is { Name: not null });

    private static ReceiptContent Filing(EntryContent content) => new(
        new SortedDictionary<string, string>(content.Texts.ToDictionary(), StringComparer.Ordinal),
        [.. content.People.Select(person => new ReceiptPerson(person.Name, person.Telephone, person.Address, person.Role))]);

    private static EntryContent Content(ReceiptContent filed) => new(
        filed.Texts, [.. filed.People.Select(person => new Person(person.Name, person.Telephone, person.Address, person.Role))]);
}

/// <summary>What came of checking a receipt.</summary>
internal abstract record ReceiptChecked
{
    private ReceiptChecked()
    {
    }

    /// <summary>All of it holds.</summary>
    /// <param name="Header">The clear part of the entry.</param>
    /// <param name="Position">Its place in the log, from 0.</param>
    /// <param name="Proof">What the log and the witnesses signed.</param>
    public sealed record Holds(EntryHeader Header, long Position, ProofChecked.Holds Proof) : ReceiptChecked;

    /// <summary>It proves nothing.</summary>
    /// <param name="Code">Why.</param>
    public sealed record Fails(string Code) : ReceiptChecked;
}

[JsonSerializable(typeof(ReceiptFile))]
internal sealed partial class ReceiptFileJson : JsonSerializerContext;
