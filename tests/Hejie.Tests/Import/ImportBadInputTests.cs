using System.IO.Compression;
using System.Text;
using Hejie.Import;

namespace Hejie.Tests.Import;

/// <summary>What is no table, or is made to do harm, is refused with a reason that says where, and costs no more memory than a table does.</summary>
public sealed class ImportBadInputTests
{
    private const string Head = "编号,日期,地点,事由\n";
    private const string SheetHead = """<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""";

    private static async Task<(string Code, string? Detail)> RefusedAsync(byte[] bytes, TableLimits? limits = null)
    {
        var refused = await Should.ThrowAsync<TableRefused>(async () =>
        {
            var (file, _) = await TableFileTests.ReadAsync(bytes, limits);
            await file.CheckAsync(CancellationToken.None);
        });
        return (refused.Code, refused.Detail);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task Nothing_is_no_table()
    {
        (await RefusedAsync([])).Code.ShouldBe("import.file.empty");
        (await RefusedAsync(Text("\n\n\n"))).Code.ShouldBe("import.file.head");
        (await RefusedAsync(Text(Head))).Code.ShouldBe("import.file.empty");
        (await RefusedAsync(Text("1,2024-03-05,周城村,滴水\n"))).Code.ShouldBe("import.file.head");
    }

    [Fact]
    public async Task What_is_no_text_is_no_table()
    {
        (await RefusedAsync([1, 2, 3, 0, 0, 0, 4, 5])).Code.ShouldBe("import.file.binary");
        (await RefusedAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0])).Code.ShouldBe("import.file.xls");
        (await RefusedAsync([.. "PK\u0003\u0004"u8, 1, 2, 3])).Code.ShouldBe("import.file.workbook");
        (await RefusedAsync(Tables.Package("<worksheet><sheetData><row"))).Code.ShouldBe("import.file.workbook");
        (await RefusedAsync(Tables.Package(SheetHead + "</sheetData></worksheet>"))).Code.ShouldBe("import.file.empty");
    }

    [Fact]
    public async Task A_broken_character_is_said_with_its_line()
    {
        byte[] broken = [.. Text(Head + "1,2024-03-05,周城村,屋檐水滴到邻居院墙\n2,2024-03-06,周城村,"), 0xE5, 0x2C, .. Text("\n")];
        (await RefusedAsync(broken)).ShouldBe(("import.file.encoding", "3"));
        (await RefusedAsync([0xEF, 0xBB, 0xBF, .. broken])).ShouldBe(("import.file.encoding", "3"));
        byte[] gb = [.. Tables.Gb.GetBytes(Head + "1,2024-03-05,周城村,滴水\n2,2024-03-06,周城村,"), 0xFF, 0xFF, .. "\n"u8];
        (await RefusedAsync(gb)).ShouldBe(("import.file.encoding", "3"));
        // Also far into a long file.
        byte[] late = [.. Text(Head + string.Concat(Enumerable.Repeat("1,2024-03-05,周城村,屋檐水滴到邻居院墙\n", 40_000))), 0xC3, 0x28, .. Text("\n")];
        (await RefusedAsync(late, TableLimits.File)).ShouldBe(("import.file.encoding", "40002"));
    }

    [Fact]
    public async Task A_line_of_a_million_columns_and_a_line_without_end_are_refused()
    {
        (await RefusedAsync(Text(Head + "1,2024-03-05,周城村,滴水\n" + new string(',', 1_000_000) + "\n"))).Code.ShouldBeOneOf("import.file.columns", "import.file.line");
        (await RefusedAsync(Text(Head + "1,2024-03-05,周城村,滴水\n" + string.Join(',', Enumerable.Repeat("x", 300)) + "\n"))).ShouldBe(("import.file.columns", "3"));
        (await RefusedAsync(Text(Head + "1,2024-03-05,周城村,滴水\n2,\"" + new string('x', 3_000_000)))).ShouldBe(("import.file.line", "3"));
        var wide = new StringBuilder(SheetHead).Append("<row r=\"1\">").Append(string.Concat(Enumerable.Repeat("<c t=\"inlineStr\"><is><t>x</t></is></c>", 100_000))).Append("</row></sheetData></worksheet>");
        (await RefusedAsync(Tables.Package(wide.ToString()))).ShouldBe(("import.file.columns", "1"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        using var large = new Endless(2L << 30);
        var refused = await Should.ThrowAsync<TableRefused>(() => TableFile.OpenAsync(large, TableLimits.Page, CancellationToken.None));
        (refused.Code, refused.Detail).ShouldBe(("import.file.large", "20"));
        large.Read(new byte[1]).ShouldBe(1);
        large.Position.ShouldBe(1);
    }

    [Fact]
    public async Task Two_hundred_megabytes_are_read_no_further_than_a_few_ahead_of_their_rows()
    {
        using var large = new Endless(200L << 20);
        var file = await TableFile.OpenAsync(large, TableLimits.File, CancellationToken.None);
        var (rows, ahead) = (0, 0L);
        await foreach (var row in file.ReadAsync([0, 3], CancellationToken.None))
        {
            // Not the memory of the program, in which all other tests are at work.
            ahead = Math.Max(ahead, large.Position - ++rows * (long)Endless.Row);
        }

        rows.ShouldBeGreaterThan(2_000_000);
        ahead.ShouldBeLessThan(4L << 20);
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked()
    {
        // A sheet of half a GB of blanks packs to half a MB.
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var blank = new byte[1 << 20];
            Array.Fill(blank, (byte)' ');
            for (var megabyte = 0; megabyte < 500; megabyte++)
                part.Write(blank);
        }

        // Of this thread alone: all other tests are at work beside it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        (await RefusedAsync(stream.ToArray())).Code.ShouldBe("import.file.bomb");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L << 20);

        // One that says it is small is counted as it is unpacked.
        var lying = stream.ToArray();
        var directory = lying.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(lying.AsSpan(directory + 24, 4), 1000).ShouldBeTrue();
        (await RefusedAsync(lying)).Code.ShouldBeOneOf("import.file.bomb", "import.file.workbook");
    }

    [Fact]
    public async Task A_workbook_that_names_files_elsewhere_reads_none()
    {
        var sheet = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>""";
        (await RefusedAsync(Tables.Package(sheet))).Code.ShouldBe("import.file.workbook");
    }

    [Fact]
    public async Task Whatever_bytes_come_nothing_else_is_thrown()
    {
        var random = new Random(20260202);
        var seeds = new[] { Tables.Csv(Tables.Rows("编号|日期|地点|事由", "1|2024-03-05|周城村|滴水")), Tables.Csv(Tables.Rows("编号|日期|地点|事由", "1|2024-03-05|周城村|滴水"), Tables.Gb), Tables.Xlsx(Tables.Rows("编号|日期|地点|事由", "1|date:45356|周城村|滴水")) };
        for (var nth = 0; nth < 600; nth++)
        {
            var bytes = seeds[nth % seeds.Length].ToArray();
            for (var change = random.Next(1, 8); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(1, bytes.Length)];
            try
            {
                var (file, _) = await TableFileTests.ReadAsync(bytes);
                await file.CheckAsync(CancellationToken.None);
            }
            catch (TableRefused)
            {
                // With a reason.
            }
        }
    }

    /// <summary>Rows of a register without end, made as they are read.</summary>
    private sealed class Endless(long length) : Stream
    {
        private static readonly byte[] s_head = Text(Head), s_row = Text("1,2024-03-05,周城村,屋檐水滴到邻居院墙，要求改水，还没有办\n");

        /// <summary>How many bytes a row has.</summary>
        public static int Row => s_row.Length;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length / s_row.Length * s_row.Length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Length - Position);
            for (var index = 0; index < count; index++, Position++)
                buffer[index] = Position < s_head.Length ? s_head[Position] : s_row[(Position - s_head.Length) % s_row.Length];
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : origin == SeekOrigin.End ? Length + offset : Position + offset;

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
