using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Rules.Catalogue;

namespace Hejie.Operations.Log;

/// <summary>The links of the catalogue's log: whoever keeps the last one can tell that nothing before it was changed.</summary>
internal static class CatalogueChain
{
    /// <summary>What the first row is chained to.</summary>
    public static string Root { get; } = new('0', 64);

    /// <summary>The link of a row: SHA-256 over all that it says, one fact a line.</summary>
    public static string LinkOf(CatalogueChangeRow row)
    {
        string?[] facts =
        [
            Text(row.Number), row.Hash, row.Previous, row.Files, Text(row.Proposer), Text(row.ProposedAs), Text(row.Proposed),
            Text(row.Approver), Text(row.ApprovedAs), Text(row.Approved),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts))));
    }

    /// <summary>The files as they are after the last row.</summary>
    public static IReadOnlyList<CatalogueFile> FilesOf(IEnumerable<CatalogueChangeRow> rows) =>
        rows.Aggregate((IReadOnlyList<CatalogueFile>)[], (files, row) => FileChanges.After(files, FileChanges.Read(row.Files)));

    /// <summary>The first row that does not hold: out of turn, changed, not chained, of one person alone, or with another hash than its files have.</summary>
    /// <param name="rows">All rows in their order.</param>
    /// <returns>Its number, or null where all hold.</returns>
    public static int? BrokenAt(IReadOnlyList<CatalogueChangeRow> rows)
    {
        IReadOnlyList<CatalogueFile> files = [];
        var previous = Root;
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            files = FileChanges.After(files, FileChanges.Read(row.Files));
            var two = index == 0 || (row.Proposer is { } one && row.Approver is { } other && one != other);
            if (row.Number != index + 1 || row.Previous != previous || row.Link != LinkOf(row) || row.Hash != CatalogueFolder.HashOf(files) || !two)
                return index + 1;
            previous = row.Link;
        }

        return null;
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
