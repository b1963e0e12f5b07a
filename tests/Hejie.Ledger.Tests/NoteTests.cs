using System.Text;
using CsCheck;

namespace Hejie.Ledger.Tests;

/// <summary>Notes and keys: published ones are read as they are, changed ones never verify, and nothing hostile is taken.</summary>
public sealed class NoteTests
{
    private const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string Vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string Secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string Signature = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);

    [Fact]
    public void A_published_key_signs_the_published_note()
    {
        SigningKey.TryParse(Secret, out var key).ShouldBeTrue();
        key.Secret().ShouldBe(Secret);
        key.Verifier.ToString().ShouldBe(Vkey);
        new SignedNote(Text, [key.Sign(Text, s_now)]).ToString().ShouldBe($"{Text}\n{Signature}\n");
    }

    [Theory]
    [InlineData(Vkey, Text, Signature)]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "This is an example message.\n",
        "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=")]
    public void A_published_note_verifies(string vkey, string text, string signature)
    {
        VerifierKey.TryParse(vkey, out var key).ShouldBeTrue();
        SignedNote.TryParse($"{text}\n{signature}\n", out var note).ShouldBeTrue();
        key.Check(note, out var time).ShouldBe(SignatureState.Valid);
        time.ShouldBeNull();
        note.Text.ShouldBe(text);
    }

    [Fact]
    public void A_key_that_was_changed_anywhere_is_none()
    {
        for (var from = 0; from <= Vkey.Length; from++)
        {
            for (var to = from; to <= Vkey.Length; to++)
            {
                if (to - from < Vkey.Length)
                    VerifierKey.TryParse(Vkey[from..to], out _).ShouldBeFalse();
            }
        }

        for (var at = 0; at < Vkey.Length; at++)
        {
            VerifierKey.TryParse(Vkey[..at] + (char)(Vkey[at] + 1) + Vkey[(at + 1)..], out _).ShouldBeFalse();
            SigningKey.TryParse(Secret[..at] + (char)(Secret[at] + 1) + Secret[(at + 1)..], out _).ShouldBeFalse();
        }

        VerifierKey.TryParse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", out _).ShouldBeFalse();
        VerifierKey.TryParse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out _).ShouldBeFalse();
        VerifierKey.TryParse(Vkey + "\n", out _).ShouldBeFalse();
        VerifierKey.TryParse(null, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_note_that_was_changed_anywhere_does_not_verify()
    {
        VerifierKey.TryParse(Vkey, out var key).ShouldBeTrue();
        var bytes = Encoding.UTF8.GetBytes($"{Text}\n{Signature}\n");
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var bit in new[] { 1, 2, 0x20, 0x80 })
            {
                var bent = bytes.ToArray();
                bent[at] ^= (byte)bit;
                if (SignedNote.TryParse(bent, out var note))
                    key.Check(note, out _).ShouldNotBe(SignatureState.Valid, $"byte {at}");
            }
        }
    }

    [Theory]
    [InlineData(""), InlineData("\n"), InlineData("\n\n"), InlineData("text\n"), InlineData("text\n\n"), InlineData("text\n\n— a"), InlineData("text\n\n— a AAAAAAA=")]
    [InlineData("text\n\n— a AAAAAA==\n"), InlineData("text\n\n- a AAAAAAA=\n"), InlineData("text\n\n— a+b AAAAAAA=\n"), InlineData("text\n\n— a b AAAAAAA=\n")]
    [InlineData("text\n\n—  AAAAAAA=\n"), InlineData("text\n\n— a AAAAAAA=\nmore\n"), InlineData("text\r\n\n— a AAAAAAA=\n"), InlineData("te\0xt\n\n— a AAAAAAA=\n")]
    [InlineData("text\n\n— a AAAAAAB=\n"), InlineData("text\n\n— a\u3000b AAAAAAA=\n")]
    public void What_is_no_note_is_refused(string text) => SignedNote.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_note_may_have_empty_lines_and_other_peoples_signatures()
    {
        var (log, other) = (SigningKey.Fresh("log.example/1", KeyUse.Note), SigningKey.Fresh("other.example", KeyUse.Note));
        var text = "one\n\ntwo\n";
        var note = new SignedNote(text, [other.Sign("something else\n", s_now), log.Sign(text, s_now)]);
        SignedNote.TryParse(note.ToString(), out var read).ShouldBeTrue();
        read.Text.ShouldBe(text);
        log.Verifier.Check(read, out _).ShouldBe(SignatureState.Valid);
        other.Verifier.Check(read, out _).ShouldBe(SignatureState.Wrong);
        SigningKey.Fresh("log.example/1", KeyUse.Note).Verifier.Check(read, out _).ShouldBe(SignatureState.Absent);
        read.With([log.Sign(text, s_now)]).Signatures.Count.ShouldBe(2, "a fresh signature takes the place of its key's older one");
    }

    [Fact]
    public void Too_many_signatures_and_too_long_notes_are_refused()
    {
        var line = "— a AAAAAAA=\n";
        SignedNote.TryParse("text\n\n" + string.Concat(Enumerable.Repeat(line, SignedNote.MostSignatures)), out _).ShouldBeTrue();
        SignedNote.TryParse("text\n\n" + string.Concat(Enumerable.Repeat(line, SignedNote.MostSignatures + 1)), out _).ShouldBeFalse();
        SignedNote.TryParse("half a character: \ud800\n\n" + line, out _).ShouldBeFalse();
        SignedNote.TryParse(new string('x', 300_000) + "\n\n" + line, out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new SignedNote("text", [.. Parsed(line)]));
        Should.Throw<ArgumentException>(() => new SignedNote("text\n", []));
    }

    [Fact]
    public void A_cosignature_says_when_and_only_that()
    {
        var witness = SigningKey.Fresh("witness.example/w1", KeyUse.Cosignature);
        SigningKey.TryParse(witness.Secret(), out var again).ShouldBeTrue();
        again.Verifier.ShouldBe(witness.Verifier);
        VerifierKey.TryParse(witness.Verifier.ToString(), out var vkey).ShouldBeTrue();
        var text = new Checkpoint("log.example/1", 7, Merkle.Empty).ToString();
        var signature = witness.Sign(text, s_now);
        signature.Bytes.Length.ShouldBe(72);
        vkey.Check(new SignedNote(text, [signature]), out var time).ShouldBe(SignatureState.Valid);
        time.ShouldBe(s_now);

        for (var at = 0; at < signature.Bytes.Length; at++)
        {
            var bent = signature.Bytes.ToArray();
            bent[at] ^= 1;
            vkey.Check(new SignedNote(text, [signature with { Bytes = bent }]), out time).ShouldBe(SignatureState.Wrong);
            time.ShouldBeNull();
        }

        vkey.Check(new SignedNote(text, [witness.Sign(text, DateTimeOffset.MaxValue)]), out _).ShouldBe(SignatureState.Wrong, "no time zone has such a time");
        vkey.Check(new SignedNote(text, [signature with { Bytes = signature.Bytes[..71] }]), out _).ShouldBe(SignatureState.Wrong);
        vkey.Check(new SignedNote(text + "more\n", [signature]), out _).ShouldBe(SignatureState.Wrong);
        new VerifierKey(vkey.Name, KeyUse.Note, vkey.Key).Check(new SignedNote(text, [signature]), out _).ShouldBe(SignatureState.Absent);
    }

    [Fact]
    public void Nothing_makes_a_parser_stumble() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Gen.String[Gen.Char["— \n+=Aa0old index"], 0, 120].Select(Encoding.UTF8.GetBytes)).Sample(bytes =>
        {
            if (SignedNote.TryParse(bytes, out var note))
                Encoding.UTF8.GetBytes(note.ToString()).ShouldBe(bytes);
            var text = Encoding.Latin1.GetString(bytes);
            var read = AddCheckpoint.TryParse(bytes, out _) || LogProof.TryParse(text, out _) || Checkpoint.TryParse(text, out _)
                || VerifierKey.TryParse(text, out _) || SigningKey.TryParse(text, out _) || NoteSignature.TryParse(text, out _);
            read.ShouldBeFalse();
        }, iter: 20_000);

    private static IReadOnlyList<NoteSignature> Parsed(string lines)
    {
        NoteSignature.TryParseAll(Encoding.UTF8.GetBytes(lines), out var signatures).ShouldBeTrue();
        return signatures;
    }
}
