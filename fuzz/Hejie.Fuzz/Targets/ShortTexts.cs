using System.Text;
using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Kernel.Api;
using Hejie.Law;
using Hejie.Ledger;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Tracking;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hejie.Fuzz;

/// <summary>What comes in as a short text: codes, places, headers, cookies, searches, dates to count from, and what clamd answers. The first byte chooses.</summary>
internal sealed class ShortTexts : Target
{
    private readonly Clamd _clamd = new(new ServiceAddress.Host("clamd.invalid", 1), [], NullLogger<Clamd>.Instance);
    private readonly Lazy<List<string>> _rules = new(() => [.. World.Catalogue.Rules.Ids.Order(StringComparer.Ordinal)]);

    public override string Name => "texts";

    public override IEnumerable<string> Words =>
        ["stream: OK\0", "stream: ", " FOUND\0", "532901", "大理", "喜洲", "national", "2026-02-28", "T09:30", "+08:00", "7KM-3QX9-T2WH-P4CN-8RVD-5", "\ufffe", "\u2028", "\"3\"", "＋", "Ⅷ", "ﷺ"];

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        yield return ("code", Bytes("c" + TrackingCodes.Display(TrackingCodes.Of(532901, new byte[16]))));
        yield return ("place", Bytes("p532901102201"));
        yield return ("search", Bytes("q532901\n532901102201\n云南省大理州 喜洲镇"));
        yield return ("draft", Bytes("d0195f0c2a1e87a478c5d9a0e3f6b1c7d." + new string('A', 43)));
        yield return ("headers", Bytes("h\"3\"\n5f0c2a1e-8a47-4c5d-9a0e-3f6b1c7d2e90"));
        yield return ("telephone", Bytes("t＋86 138—0013 8000"));
        yield return ("clean", Bytes("vstream: OK\0"));
        yield return ("found", Bytes("vstream: Eicar-Test-Signature FOUND\0"));
        yield return ("count", Bytes("n\u0003" + "2026-03-02\nnational\n1\n2026-04-01\n2026-04-09"));
        yield return ("count-moment", Bytes("n\u0000" + "2026-03-02T09:30\n532900\n\n\n"));
        yield return ("witness", Bytes("w" + FuzzLog.Witness.Verifier + " https://witness.example/w1"));
        yield return ("file", Bytes("fC:\\Photos\\院墙.jpg"));
    }

    public override void Prepare() => _ = (World.Directory, _rules.Value);

    protected override void Read(ReadOnlySpan<byte> input)
    {
        var choice = Choice(ref input);
        switch (choice)
        {
            case (byte)'c':
                ReadCode(Encoding.UTF8.GetString(input));
                break;
            case (byte)'p':
                ReadPlace(Encoding.UTF8.GetString(input));
                break;
            case (byte)'q':
                _ = PlaceSearch.For(World.Directory, within: Line(ref input), chosen: Line(ref input), typed: Encoding.UTF8.GetString(input), posts: true).Error;
                break;
            case (byte)'d':
                if (DraftStore.Parse(Encoding.UTF8.GetString(input)) is { Secret.Length: not 32 })
                    Holds(false, "A draft's secret has another length.");
                break;
            case (byte)'h':
                ReadHeaders(Line(ref input), Line(ref input));
                break;
            case (byte)'t':
                if (FormReader.Telephone(Encoding.UTF8.GetString(input)) is { } digits)
                    Holds(FormReader.Telephone(digits) == digits, "A telephone read again is another.");
                break;
            case (byte)'v':
                ReadScan(input.ToArray());
                break;
            case (byte)'n':
                ReadPeriod(_rules.Value[Choice(ref input) % _rules.Value.Count], input);
                break;
            case (byte)'w':
                ReadWitnesses(Encoding.UTF8.GetString(input));
                break;
            case (byte)'f':
                var name = Upload.Plain(Encoding.UTF8.GetString(input));
                Holds(name.Length is > 0 and <= 80 && name.IndexOfAny(['/', '\\', '\0', '\n']) < 0, $"A file may not be called '{name}'.");
                _ = Upload.Name(name, AttachmentKind.Docx);
                break;
        }
    }

    private static void ReadCode(string typed)
    {
        if (TrackingCodes.Read(typed) is not { } code)
            return;
        Holds(TrackingCodes.Read(TrackingCodes.Display(code)) == code, "A code shown and read is another.");
        _ = TrackingCodes.IsOf(code, 532901);
    }

    private static void ReadPlace(string text)
    {
        if (!PlaceCode.TryParse(text, out var place))
            return;
        Holds(PlaceCode.Parse(place.ToString()) == place && PlaceCode.Of(place.Value) == place, "A place written and read is another.");
        Holds(place.Range.Contains(place) && (place.Parent is not { } parent || parent.Contains(place)), "A place lies outside itself.");
    }

    private static void ReadHeaders(string match, string key)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.IfMatch = match;
        http.Request.Headers[RepeatKey.Header] = key;
        http.Request.Headers[DraftToken.Header] = key;
        var parameter = typeof(ShortTexts).GetMethod(nameof(Parameter), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetParameters()[0];
        _ = IfMatch.BindAsync(http, parameter).AsTask().Result;
        _ = RepeatKey.BindAsync(http, parameter).AsTask().Result;
        if (DraftToken.BindAsync(http, parameter).AsTask().Result is { Value: { } token })
            _ = DraftStore.Parse(token);
    }

    private static void Parameter([System.ComponentModel.DataAnnotations.Required] string value) => _ = value;

    private void ReadScan(byte[] answer)
    {
        var said = Clamd.AskAsync(new Answering(answer), "file"u8.ToArray(), CancellationToken.None).GetAwaiter().GetResult();
        if (_clamd.Read(said) is Scanned.Clean)
            Holds(answer.AsSpan().SequenceEqual("stream: OK\0"u8), "A file is taken for clean that clamd did not call so.");
    }

    private static void ReadPeriod(string rule, ReadOnlySpan<byte> input)
    {
        var asked = new PeriodAsked(Line(ref input), Line(ref input), Line(ref input), Line(ref input), Line(ref input));
        if (CountPeriod.Run(World.Catalogue, rule, asked) is PeriodCounted.Right right)
            Holds(right.Count.Safe <= right.Count.Due, "The safe day is the later one.");
    }

    private static void ReadWitnesses(string setting)
    {
        try
        {
            _ = Witness.All(setting);
        }
        catch (LedgerRefused)
        {
            // It is written wrongly.
        }
    }

    /// <summary>A connection that takes everything and answers the same.</summary>
    private sealed class Answering(byte[] answer) : MemoryStream(answer, writable: false)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
