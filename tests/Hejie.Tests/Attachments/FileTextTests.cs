using System.IO.Compression;
using System.Text;
using Hejie.Matters.Intake.Attachments;
using SkiaSharp;

namespace Hejie.Tests.Attachments;

/// <summary>The words of a file are read for search; a file that means harm costs no more than one that does not.</summary>
public sealed class FileTextTests
{
    private const string WordBody = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>核桃</w:t></w:r><w:r><w:t>树</w:t></w:r></w:p><w:p><w:r><w:t>鱼塘</w:t></w:r></w:p></w:body></w:document>""";

    private static string? Read(AttachmentKind kind, byte[] content) => FileText.Read(kind, content, CancellationToken.None);

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
    public void A_bomb_is_not_unpacked()
    {
        var packed = Packed(600);
        foreach (var (name, bomb) in new[]
        {
            ("a page", Bomb(packed, "/Filter /FlateDecode")), ("a page, packed in an old way", Bomb([1, 2, 3, 4], "/Filter /LZWDecode")),
            ("a word file", Zip("word/document.xml", 600)), ("a spreadsheet", Zip("xl/sharedStrings.xml", 600)),
        })
        {
            var kind = name.StartsWith("a page", StringComparison.Ordinal) ? AttachmentKind.Pdf : name == "a word file" ? AttachmentKind.Docx : AttachmentKind.Xlsx;
            // Of this thread alone: all other tests are at work beside it.
            var before = GC.GetAllocatedBytesForCurrentThread();
            var text = Read(kind, bomb);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200L << 20, name);
            (text ?? "").Trim().ShouldBe("", name);
        }
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

    /// <summary>So many megabytes of blanks, packed as a PDF packs them.</summary>
    private static byte[] Packed(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var packing = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            Blanks(packing, megabytes);
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

    private static void Blanks(Stream stream, int megabytes)
    {
        var blank = new byte[1 << 20];
        Array.Fill(blank, (byte)' ');
        for (var megabyte = 0; megabyte < megabytes; megabyte++)
            stream.Write(blank);
    }

    /// <summary>A PDF of one page whose content is a stream as given.</summary>
    private static byte[] Bomb(byte[] content, string filter)
    {
        using var stream = new MemoryStream();
        var places = new List<long>();
        void Write(string text) => stream.Write(Encoding.ASCII.GetBytes(text));
        void Begin()
        {
            places.Add(stream.Position);
            Write($"{places.Count} 0 obj\n");
        }

        Write("%PDF-1.4\n");
        Begin();
        Write("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin();
        Write("<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Begin();
        Write("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>\nendobj\n");
        Begin();
        Write($"<< /Length {content.Length} {filter} >>\nstream\n");
        stream.Write(content);
        Write("\nendstream\nendobj\n");
        var table = stream.Position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n" + string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n")));
        Write($"trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return stream.ToArray();
    }
}
