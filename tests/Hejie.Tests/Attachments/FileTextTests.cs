using System.IO.Compression;
using System.Text;
using Hejie.Matters.Intake.Attachments;
using SkiaSharp;

namespace Hejie.Tests.Attachments;

/// <summary>The words of a file are read for search; a file that means harm ends the process that reads it, and nothing else.</summary>
public sealed class FileTextTests
{
    private const string WordBody = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>核桃</w:t></w:r><w:r><w:t>树</w:t></w:r></w:p><w:p><w:r><w:t>鱼塘</w:t></w:r></w:p></w:body></w:document>""";

    private static string? Read(AttachmentKind kind, byte[] content) => FileText.Read(kind, content)?.Text;

    private static FileTextReader Reader(int seconds = 60) => new(TimeSpan.FromSeconds(seconds), TimeProvider.System);

    /// <summary>A PDF of pages with lines of text, in a font that has them.</summary>
    internal static byte[] Pdf(params string[] lines)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        using (var face = SKTypeface.FromFile("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"))
        using (var font = new SKFont(face, 14))
        using (var paint = new SKPaint())
        {
            var canvas = document.BeginPage(595, 842);
            for (var line = 0; line < lines.Length; line++)
                canvas.DrawText(lines[line], 72, 72 + (18 * line), font, paint);
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    private static byte[] Workbook() => Import.Tables.Xlsx([["编号", "电话"], ["一号", "number:1.9900001234E10"]]);

    [Fact]
    public void Texts_of_both_encodings_are_read()
    {
        Read(AttachmentKind.TextUtf8, Encoding.UTF8.GetBytes("核桃树")).ShouldBe("核桃树");
        Read(AttachmentKind.TextGb18030, Import.Tables.Gb.GetBytes("核桃树")).ShouldBe("核桃树");
    }

    [Fact]
    public void Runs_of_a_word_stand_together_and_paragraphs_apart() =>
        Read(AttachmentKind.Docx, Samples.Archive(("word/document.xml", WordBody), ("word/media/x.xml", "<t>不读</t>"))).ShouldBe("核桃树\n\n鱼塘\n\n");

    [Fact]
    public void Cells_are_read_and_a_telephone_is_written_as_one()
    {
        var text = Read(AttachmentKind.Xlsx, Workbook());
        text.ShouldNotBeNull();
        text.ShouldContain("一号");
        text.ShouldContain("19900001234");
    }

    [Fact]
    public void Pages_are_read_and_a_word_that_a_line_breaks_stands_together()
    {
        var text = Read(AttachmentKind.Pdf, Pdf("地界旁边有一棵核桃", "树，一共 36 年，见 Contract A12。"));
        text.ShouldNotBeNull();
        text.ShouldContain("核桃树");
        text.ShouldContain("Contract A12");
    }

    [Theory]
    [InlineData("甲\n乙", "甲乙")]
    [InlineData("甲 \r\n 乙", "甲乙")]
    [InlineData("甲\n\n乙", "甲\n\n乙")]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("甲 乙", "甲 乙")]
    [InlineData("甲\n", "甲\n")]
    [InlineData("", "")]
    public void Only_a_single_break_within_Han_is_no_break(string text, string unbroken) => FileText.Unbroken(text).ShouldBe(unbroken);

    [Fact]
    public void Pictures_have_no_words() => Read(AttachmentKind.Jpeg, Samples.Photo()).ShouldBe("");

    [Fact]
    public void What_is_damaged_has_no_words_that_can_be_read()
    {
        foreach (var kind in new[] { AttachmentKind.Docx, AttachmentKind.Xlsx, AttachmentKind.Pdf })
            Read(kind, [1, 2, 3]).ShouldBeNull();
        Read(AttachmentKind.Docx, Samples.Archive(("word/document.xml", "<w:p"))).ShouldBeNull();
        Read(AttachmentKind.Docx, Samples.Archive(("word/document.xml", """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x><t>&e;</t></x>"""))).ShouldBeNull();
    }

    [Fact]
    public void What_is_very_long_is_read_from_its_beginning_and_said_to_be_cut()
    {
        var text = FileText.Read(AttachmentKind.TextUtf8, Encoding.UTF8.GetBytes(new string('长', FileText.MostCharacters + 1))).ShouldNotBeNull();
        (text.Text.Length, text.IsWhole).ShouldBe((FileText.MostCharacters, false));
        FileText.Read(AttachmentKind.TextUtf8, Encoding.UTF8.GetBytes(new string('长', FileText.MostCharacters))).ShouldNotBeNull().IsWhole.ShouldBeTrue();
        FileText.Read(AttachmentKind.Docx, Samples.Archive(("word/document.xml", "<p><t>" + new string('长', FileText.MostCharacters + 1) + "</t></p>"))).ShouldNotBeNull().IsWhole.ShouldBeFalse();
    }

    [Fact]
    public void A_number_that_somebody_wrote_in_a_text_stays_as_it_is() =>
        Read(AttachmentKind.Docx, Samples.Archive(("word/document.xml", "<p><t>12E3</t></p>"))).ShouldBe("12E3\n\n");

    [Fact]
    public async Task A_process_of_its_own_reads_the_same_one_file_after_the_other()
    {
        await using var reader = Reader();
        foreach (var (kind, file) in new[] { (AttachmentKind.Pdf, Pdf("地界旁边有一棵核桃", "树。")), (AttachmentKind.TextUtf8, Encoding.UTF8.GetBytes("核桃树")), (AttachmentKind.Docx, [1, 2, 3]), (AttachmentKind.Xlsx, Workbook()), (AttachmentKind.TextUtf8, []) })
            (await reader.ReadAsync(kind, file, CancellationToken.None))?.Text.ShouldBe(Read(kind, file));
    }

    [Fact]
    public async Task A_file_that_means_harm_ends_that_process_and_the_next_file_is_read()
    {
        await using var reader = Reader();
        foreach (var (name, kind, file) in new[]
        {
            ("forms that draw each other without end", AttachmentKind.Pdf, Circle()),
            ("a page of blanks without end", AttachmentKind.Pdf, Page(Packed(" ", 900), "/Filter /FlateDecode")),
            ("a word file of blanks without end", AttachmentKind.Docx, Zip("word/document.xml", 600)),
            ("a spreadsheet of blanks without end", AttachmentKind.Xlsx, Zip("xl/sharedStrings.xml", 600)),
            ("rows of a picture that are too wide", AttachmentKind.Pdf, Page(Packed(" ", 1), "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 700000000 >>")),
        })
        {
            ((await reader.ReadAsync(kind, file, CancellationToken.None))?.Text ?? "").Trim().ShouldBe("", name);
            (await reader.ReadAsync(AttachmentKind.TextUtf8, "核桃树"u8.ToArray(), CancellationToken.None)).ShouldNotBeNull(name).Text.ShouldBe("核桃树", name);
        }
    }

    [Fact]
    public async Task A_file_that_takes_too_long_is_left_and_the_next_is_read()
    {
        // Ten forms, each of which draws the next ten times.
        var hours = Forms([.. Enumerable.Range(0, 10).Select(nth => string.Concat(Enumerable.Repeat($"/F{nth + 1} Do ", 10))), " "]);
        await using var reader = Reader(12);
        (await reader.ReadAsync(AttachmentKind.Pdf, hours, CancellationToken.None)).ShouldBeNull();
        (await reader.ReadAsync(AttachmentKind.TextUtf8, "核桃树"u8.ToArray(), CancellationToken.None))?.Text.ShouldBe("核桃树");
    }

    [Fact]
    public async Task Whoever_asked_may_go_before_it_is_read()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await using var reader = Reader();
        await Should.ThrowAsync<OperationCanceledException>(() => reader.ReadAsync(AttachmentKind.TextUtf8, "x"u8.ToArray(), gone.Token));
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_thrown()
    {
        var random = new Random(20261127);
        var seeds = new[] { (AttachmentKind.Pdf, Pdf("核桃树 36 Contract")), (AttachmentKind.Docx, Samples.Archive(("word/document.xml", WordBody))), (AttachmentKind.Xlsx, Workbook()) };
        for (var nth = 0; nth < 300; nth++)
        {
            var (kind, seed) = seeds[nth % seeds.Length];
            var bytes = seed.ToArray();
            for (var change = random.Next(1, 8); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Read(kind, random.Next(4) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes);
        }
    }

    /// <summary>So many megabytes of a character, packed as a PDF packs them.</summary>
    private static byte[] Packed(string character, int megabytes)
    {
        using var stream = new MemoryStream();
        using (var packing = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            Blanks(packing, megabytes, character);
        return stream.ToArray();
    }

    private static byte[] Zip(string part, int megabytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var written = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
            written.Write("<x>"u8);
            Blanks(written, megabytes);
            written.Write("</x>"u8);
        }

        return stream.ToArray();
    }

    private static void Blanks(Stream stream, int megabytes, string character = " ")
    {
        var blank = new byte[1 << 20];
        Array.Fill(blank, (byte)character[0]);
        for (var megabyte = 0; megabyte < megabytes; megabyte++)
            stream.Write(blank);
    }

    /// <summary>A PDF of a page that draws a form, which draws another, which draws the first.</summary>
    private static byte[] Circle() => Forms("/F1 Do ", "/F0 Do ");

    /// <summary>A PDF of a page that draws the first of some forms; each may draw the others, as /F0, /F1 and so on.</summary>
    private static byte[] Forms(params string[] forms)
    {
        var named = "/Resources << /XObject << " + string.Concat(forms.Select((_, nth) => $"/F{nth} {nth + 5} 0 R ")) + ">> >>";
        return Document(named, ("/F0 Do"u8.ToArray(), ""), [.. forms.Select(form => (Encoding.ASCII.GetBytes(form), "/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + named))]);
    }

    /// <summary>A PDF of one page whose content is a stream as given.</summary>
    private static byte[] Page(byte[] content, string filter) => Document("/Resources << >>", (content, filter));

    private static byte[] Document(string resources, (byte[] Content, string Says) page, params (byte[] Content, string Says)[] more)
    {
        using var stream = new MemoryStream();
        var places = new List<long>();
        void Write(string text) => stream.Write(Encoding.ASCII.GetBytes(text));
        void Begin(string says)
        {
            places.Add(stream.Position);
            Write($"{places.Count} 0 obj\n<< {says} >>\n");
        }

        Write("%PDF-1.4\n");
        foreach (var says in new[] { "/Type /Catalog /Pages 2 0 R", "/Type /Pages /Kids [3 0 R] /Count 1", $"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 4 0 R" })
        {
            Begin(says);
            Write("endobj\n");
        }

        foreach (var (content, says) in new[] { page }.Concat(more))
        {
            Begin($"/Length {content.Length} {says}");
            Write("stream\n");
            stream.Write(content);
            Write("\nendstream\nendobj\n");
        }

        var table = stream.Position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n" + string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n")));
        Write($"trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return stream.ToArray();
    }
}
