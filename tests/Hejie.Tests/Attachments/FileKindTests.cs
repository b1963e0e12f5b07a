using System.Text;
using CsCheck;
using Hejie.Matters.Intake.Attachments;
using SkiaSharp;

namespace Hejie.Tests.Attachments;

public sealed class FileKindTests
{
    private const string WordType = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private const string ExcelType = "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";

    private static readonly byte[] Pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray();

    [Fact]
    public void What_residents_send_is_known_by_its_content()
    {
        KindOf(Samples.Photo()).ShouldBe(AttachmentKind.Jpeg);
        KindOf(Samples.GreyPng(3, 3)).ShouldBe(AttachmentKind.Png);
        KindOf(Samples.Photo(format: SKEncodedImageFormat.Webp)).ShouldBe(AttachmentKind.Webp);
        KindOf(Pdf).ShouldBe(AttachmentKind.Pdf);
        KindOf(Documents.AgreementTemplate.Build()).ShouldBe(AttachmentKind.Docx);
        KindOf(Samples.Archive(("[Content_Types].xml", ExcelType), ("xl/workbook.xml", "<workbook/>"))).ShouldBe(AttachmentKind.Xlsx);
        KindOf("院墙越界，请来看看。\r\n"u8.ToArray()).ShouldBe(AttachmentKind.TextUtf8);
        KindOf(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("院墙越界，请来看看。𠮷")).ShouldBe(AttachmentKind.TextGb18030);
    }

    [Fact]
    public void A_program_is_refused_whatever_it_is_called()
    {
        CodeOf(Samples.Program).ShouldBe("attachment.kind");
        CodeOf(Samples.LinuxProgram).ShouldBe("attachment.kind");
        CodeOf("#!/bin/sh\nrm -rf ~\n"u8.ToArray()).ShouldBe("attachment.kind");
    }

    [Fact]
    public void Archives_other_than_Word_and_Excel_without_macros_are_refused()
    {
        CodeOf(Samples.Archive(("a.txt", "a"))).ShouldBe("attachment.kind");
        CodeOf(Samples.Archive(("META-INF/MANIFEST.MF", ""), ("word/document.xml", "<document/>"))).ShouldBe("attachment.kind");
        CodeOf(Samples.Archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"))).ShouldBe("attachment.kind");
        CodeOf(Samples.Archive(("[Content_Types].xml", WordType), ("word/document.xml", "<document/>"), ("word/vbaProject.bin", "x"))).ShouldBe("attachment.kind");
        CodeOf(Samples.Archive(("[Content_Types].xml", WordType + ExcelType), ("word/document.xml", ""), ("xl/workbook.xml", ""))).ShouldBe("attachment.kind");
    }

    [Fact]
    public void Other_kinds_are_refused_and_an_iPhones_own_format_by_its_name()
    {
        CodeOf([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]).ShouldBe("attachment.heic");
        CodeOf([0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0, .. "isommp42"u8]).ShouldBe("attachment.kind");
        CodeOf([.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0]).ShouldBe("attachment.kind");
        CodeOf([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).ShouldBe("attachment.kind");
        CodeOf([0xFF, 0xFE, 0x41, 0x00]).ShouldBe("attachment.kind");
        CodeOf([0xC3, 0x28, 0xFF]).ShouldBe("attachment.kind");
        CodeOf([]).ShouldBe("attachment.empty");
    }

    [Fact]
    public void A_file_that_is_cut_off_is_broken()
    {
        CodeOf(Pdf[..^10]).ShouldBe("attachment.broken");
        CodeOf(Documents.AgreementTemplate.Build()[..^100]).ShouldBe("attachment.broken");
    }

    [Fact]
    public void No_bytes_whatever_make_the_decision_fail()
    {
        string[] heads = ["", "PK\x03\x04", "%PDF-", "RIFF", "....ftyp", "\u0085"];
        Gen.Select(Gen.Int[0, heads.Length - 1], Gen.Byte.Array[0, 200]).Sample((head, tail) =>
            FileKind.Of((byte[])[.. Encoding.Latin1.GetBytes(heads[head]), .. tail]) is Recognised.Known or Recognised.Refused);
    }

    private static AttachmentKind KindOf(byte[] content) => FileKind.Of(content).ShouldBeOfType<Recognised.Known>().Kind;

    private static string CodeOf(byte[] content) => FileKind.Of(content).ShouldBeOfType<Recognised.Refused>().Code;
}
