using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hejie.Tests.Import;

/// <summary>Tables as people send them.</summary>
internal static class Tables
{
    public static Encoding Gb { get; } = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    /// <summary>A text with commas; every cell in quotation marks.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> rows, Encoding? encoding = null, bool mark = false)
    {
        encoding ??= new UTF8Encoding(false);
        var text = string.Concat(rows.Select(row => string.Join(',', row.Select(cell => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\r\n"));
        return [.. mark ? new UTF8Encoding(true).GetPreamble() : [], .. encoding.GetBytes(text)];
    }

    /// <summary>Rows of lines, cells between strokes.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(params string[] lines) => [.. lines.Select(line => (IReadOnlyList<string>)line.Split('|'))];

    /// <summary>A workbook. A cell that begins with <c>date:</c> is a serial number in the format of a date, with <c>formula:</c> a formula with the value that it had.</summary>
    public static byte[] Xlsx(IEnumerable<IReadOnlyList<string>> rows, string merges = "") => Package(Sheet(rows, merges));

    private static string Sheet(IEnumerable<IReadOnlyList<string>> rows, string merges)
    {
        var sheet = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
            for (var column = 0; column < row.Count; column++)
                sheet.Append(Cell(row[column], string.Create(CultureInfo.InvariantCulture, $"{Column(column)}{number}")));
            sheet.Append("</row>");
        }

        return sheet.Append("</sheetData>").Append(merges).Append("</worksheet>").ToString();
    }

    /// <summary>A workbook of several sheets, by their names.</summary>
    public static byte[] Book(params (string Name, IEnumerable<IReadOnlyList<string>> Rows)[] sheets) =>
        Package([.. sheets.Select(sheet => (sheet.Name, Sheet(sheet.Rows, "")))], null);

    /// <summary>A workbook of a sheet as it is written.</summary>
    public static byte[] Package(string sheet, string? shared = null) => Package([("台账", sheet)], shared);

    private static byte[] Package(IReadOnlyList<(string Name, string Xml)> sheets, string? shared)
    {
        string Each(Func<int, string> part) => string.Concat(Enumerable.Range(1, sheets.Count).Select(part));
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string text)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }

            Part("[Content_Types].xml", """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>""" + Each(nth => $"<Override PartName=\"/xl/worksheets/sheet{nth}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>") + """<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>""");
            Part("_rels/.rels", """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part("xl/workbook.xml", """<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>""" + Each(nth => $"<sheet name=\"{sheets[nth - 1].Name}\" sheetId=\"{nth}\" r:id=\"sheet{nth}\"/>") + "</sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">""" + Each(nth => $"<Relationship Id=\"sheet{nth}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{nth}.xml\"/>") + """<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>""");
            Part("xl/styles.xml", """<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
            Part("xl/sharedStrings.xml", shared ?? """<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>""");
            for (var nth = 1; nth <= sheets.Count; nth++)
                Part($"xl/worksheets/sheet{nth}.xml", sheets[nth - 1].Xml);
        }

        return stream.ToArray();
    }

    private static string Column(int column) => column < 26 ? ((char)('A' + column)).ToString() : Column((column / 26) - 1) + (char)('A' + (column % 26));

    private static string Cell(string text, string at)
    {
        var escaped = System.Security.SecurityElement.Escape(text);
        return text.Length == 0 ? ""
            : text.StartsWith("date:", StringComparison.Ordinal) ? $"<c r=\"{at}\" s=\"1\"><v>{escaped[5..]}</v></c>"
            : text.StartsWith("number:", StringComparison.Ordinal) ? $"<c r=\"{at}\"><v>{escaped[7..]}</v></c>"
            : text.StartsWith("formula:", StringComparison.Ordinal) ? $"<c r=\"{at}\" t=\"str\"><f>{escaped[8..]}</f><v>computed</v></c>"
            : $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{escaped}</t></is></c>";
    }
}
