using System.Text;
using CsCheck;
using Hejie.Import;

namespace Hejie.Tests.Import;

/// <summary>Files are read as they were meant, row by row.</summary>
public sealed class TableFileTests
{
    internal static async Task<(TableFile File, IReadOnlyList<TableRow> Rows)> ReadAsync(byte[] bytes, TableLimits? limits = null)
    {
        var file = await TableFile.OpenAsync(new MemoryStream(bytes, writable: false), limits ?? TableLimits.Page, CancellationToken.None);
        var rows = new List<TableRow>();
        await foreach (var row in file.ReadAsync([.. Enumerable.Range(0, file.Names.Count)], CancellationToken.None))
            rows.Add(row);
        return (file, rows);
    }

    private static readonly IReadOnlyList<IReadOnlyList<string>> s_register = Tables.Rows("编号|日期|地点|事由", "1|2024-03-05|周城村|屋檐水“滴”到院墙", "2|2024-03-06|喜洲村|占用通道");

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with its mark", "GB18030", "utf-16"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_text_is_read_in_its_encoding(string encoding)
    {
        var bytes = encoding switch
        {
            "utf-8 with its mark" => Tables.Csv(s_register, mark: true),
            "GB18030" => Tables.Csv(s_register, Tables.Gb),
            "utf-16" => [0xFF, 0xFE, .. Tables.Csv(s_register, Encoding.Unicode)],
            _ => Tables.Csv(s_register),
        };
        var (file, rows) = await ReadAsync(bytes);
        file.Names.ShouldBe(s_register[0]);
        rows.Select(row => (row.Number, string.Join('|', row.Values))).ShouldBe([(2, string.Join('|', s_register[1])), (3, string.Join('|', s_register[2]))]);
    }

    [Theory]
    [InlineData('\t')]
    [InlineData(';')]
    [InlineData(',')]
    public async Task Separators_are_found(char separator)
    {
        var text = string.Join('\n', s_register.Select(row => string.Join(separator, row)));
        (await ReadAsync(Encoding.UTF8.GetBytes(text))).Rows[1].Values.ShouldBe(s_register[2]);
    }

    [Fact]
    public async Task Line_ends_in_a_cell_marks_and_lines_that_begin_with_a_hash_are_text()
    {
        var (_, rows) = await ReadAsync(Tables.Csv([s_register[0], ["#1", "2024-03-05", "周城村", "第一行\n第二行，\"引\""], ["2", "2024-03-06", "喜洲村", "x"]]));
        rows[0].Values[0].ShouldBe("#1");
        rows[0].Values[3].ShouldBe("第一行\n第二行，\"引\"");
        rows[1].Number.ShouldBe(3);
    }

    [Fact]
    public async Task A_workbook_gives_its_dates_numbers_and_computed_values()
    {
        var (file, rows) = await ReadAsync(Tables.Xlsx(Tables.Rows("台账", "编号|日期|电话|事由", "1|date:45356.5|number:1.9900001234E10|formula:HYPERLINK(1)", "", "2|2024/3/6||占用通道")));
        file.Sheet.ShouldBe("台账");
        file.Names.ShouldBe(["编号", "日期", "电话", "事由"]);
        rows.Select(row => (row.Number, string.Join('|', row.Values))).ShouldBe([(3, "1|2024-03-05|19900001234|computed"), (5, "2|2024/3/6||占用通道")]);
    }

    [Fact]
    public async Task The_first_sheet_that_holds_a_table_is_read_or_the_one_that_is_asked_for()
    {
        var book = Tables.Book(("封面", Tables.Rows("喜洲镇矛盾纠纷台账")), ("一月", s_register), ("空的", []), ("二月", [s_register[0], ["3", "2024-02-01", "周城村", "占用通道"]]));
        var file = await TableFile.OpenAsync(new MemoryStream(book), TableLimits.Page, CancellationToken.None);
        (file.Sheet, string.Join('|', file.Sheets)).ShouldBe(("一月", "封面|一月|二月"));
        var second = await TableFile.OpenAsync(new MemoryStream(book), TableLimits.Page, "二月", CancellationToken.None);
        second.Columns[0].Samples.ShouldBe(["3"]);
        (await Should.ThrowAsync<TableRefused>(() => TableFile.OpenAsync(new MemoryStream(book), TableLimits.Page, "三月", CancellationToken.None))).Code.ShouldBe("import.file.sheet");
        (await Should.ThrowAsync<TableRefused>(() => TableFile.OpenAsync(new MemoryStream(book), TableLimits.Page, "封面", CancellationToken.None))).Code.ShouldBe("import.file.head");
    }

    [Fact]
    public async Task What_was_merged_downwards_counts_for_each_of_its_rows_and_the_head_is_read_as_it_is_written()
    {
        var (file, rows) = await ReadAsync(Tables.Xlsx(
            Tables.Rows("编号|申请人||地点|事由", "|姓名|电话||", "1|杨|199|周城村|滴水", "2|李|198||占道", "3|赵|197||占地", "4|段|196|喜洲村|噪声"),
            """<mergeCells count="5"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:D2"/><mergeCell ref="D3:D5"/><mergeCell ref="x:y"/></mergeCells>"""));
        file.Names.ShouldBe(["编号", "申请人/姓名", "申请人/电话", "地点", "事由"]);
        file.Columns[3].Samples.ShouldBe(["周城村", "周城村", "周城村", "喜洲村"]);
        rows.Select(row => row.Values[3]).ShouldBe(["周城村", "周城村", "周城村", "喜洲村"]);
        rows.Select(row => row.Above?[3] ?? false).ShouldBe([false, true, true, false]);
    }

    [Fact]
    public async Task A_workbook_and_a_text_of_the_same_cells_are_read_alike()
    {
        var cell = Gen.OneOf(Gen.String[Gen.Char['一', '龥'], 1, 8], Gen.String[Gen.Char['a', 'z'], 1, 5]);
        await cell.Array[3].Array[1, 12].SampleAsync(async cells =>
        {
            IReadOnlyList<IReadOnlyList<string>> table = [["名一", "名二", "名三"], .. cells];
            var (text, book) = (await ReadAsync(Tables.Csv(table)), await ReadAsync(Tables.Xlsx(table)));
            text.File.Names.ShouldBe(book.File.Names);
            text.Rows.Select(row => string.Join('|', row.Values)).ShouldBe(book.Rows.Select(row => string.Join('|', row.Values)));
        }, iter: 40);
    }

    [Fact]
    public async Task Whatever_text_is_written_out_is_read_in_again() =>
        await Gen.String[Gen.Char['!', '龥'], 1, 12].Array[2].Array[1, 8].SampleAsync(async cells =>
        {
            var kept = cells.Where(row => row.All(cell => !char.IsSurrogate(cell[0]) && cell.All(character => !char.IsControl(character)))).ToList();
            if (kept.Count == 0)
                return;
            var bytes = Tables.Csv([["名一", "名二"], .. kept.Select(row => (IReadOnlyList<string>)[.. row.Select(Rules.Import.SafeCell.Out)])]);
            (await ReadAsync(bytes)).Rows.Select(row => (string.Join('\u0001', row.Values))).ShouldBe(kept.Select(row => string.Join('\u0001', row)));
        }, iter: 100);
}
