using System.Buffers.Binary;
using Hejie.Journal;
using Hejie.Ledger;
using Hejie.Ledger.Verbs;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Fuzz;

/// <summary>
/// A receipt as <c>ledger verify</c> reads it. Where the input begins with a 1, the rest is the time of a cosignature, an
/// entry with its length before it, and a receipt: that entry is put into the receipt with a proof that holds.
/// </summary>
internal sealed class Receipts : Target
{
    private const byte Proven = 1;
    private const int Head = sizeof(ulong) + sizeof(ushort);

    public override string Name => "receipts";

    public override IEnumerable<string> Words =>
        ["\"filed\":", "\"texts\":", "\"people\":", "\"name\":", "\"role\":\"filer\"", "\"salt\":", "\"entry\":", "\"vkey\":", "\"proof\":", "null", "[null]", "{}", "hejie-receipt-v1", "c2sp.org/tlog-proof@v1\\n", "index 0\\n", "\\n\\n— "];

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        var key = new byte[32];
        var content = new EntryContent(new Dictionary<string, string> { ["narrative"] = "水" }, [new Person("杨", "13800138000", null, PartyRole.Filer)]);
        var entry = EntryCodec.Encode(Entries.Header(new Dictionary<string, string> { ["place"] = "532901102201" }), content, key);
        var proof = FuzzLog.Prove(GrowLog.Data(entry), World.Now);
        var receipt = ReceiptFile.Of(entry, key, FuzzLog.Key.Verifier, proof);
        var closed = ReceiptFile.Of(entry, null, FuzzLog.Key.Verifier, proof);
        yield return ("receipt", receipt.Write());
        yield return ("receipt-closed", closed.Write());
        yield return ("proven", Prove(entry, receipt.Write()));
        yield return ("proven-closed", Prove(entry, closed.Write()));
    }

    protected override void Read(ReadOnlySpan<byte> input)
    {
        if (input.Length < 1 + Head || input[0] != Proven)
        {
            if (ReceiptFile.TryRead(input, out var read))
                Check(read);
            return;
        }

        input = input[1..];
        var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(input[sizeof(ulong)..]), input.Length - Head);
        if (!ReceiptFile.TryRead(input[(Head + length)..], out var receipt))
            return;
        var entry = input.Slice(Head, length).ToArray();
        Check(receipt with
        {
            Entry = Convert.ToBase64String(entry),
            Vkey = FuzzLog.Key.Verifier.ToString(),
            Proof = FuzzLog.Prove(GrowLog.Data(entry), FuzzLog.Time(input)).ToString(),
        });
    }

    private static void Check(ReceiptFile receipt)
    {
        var written = receipt.Write();
        Holds(ReceiptFile.TryRead(written, out var again) && again.Write().AsSpan().SequenceEqual(written), "A receipt written and read is another.");
        if (!VerifierKey.TryParse(receipt.Vkey, out var log) || receipt.Check(log, [FuzzLog.Witness.Verifier]) is not ReceiptChecked.Holds holds)
            return;

        // What is told of a receipt that holds.
        _ = LedgerVerbs.Moment(LegalTime.Instant(holds.Header.Recorded));
        foreach (var (_, time) in holds.Proof.Witnessed)
            _ = LedgerVerbs.Moment(time);
    }

    private static byte[] Prove(byte[] entry, byte[] receipt)
    {
        var head = new byte[Head];
        BinaryPrimitives.WriteInt64BigEndian(head, World.Now.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(sizeof(ulong)), (ushort)entry.Length);
        return [Proven, .. head, .. entry, .. receipt];
    }
}
