using System.Buffers;
using System.Text;
using Hejie.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hejie.Tests.Privacy;

/// <summary>
/// Reads an installation as who stole it would: every byte of every file of its data and keys, and on PostgreSQL every
/// column of every table.
/// </summary>
internal sealed class Traces
{
    private readonly List<(string Where, string Bytes)> _stores;

    private Traces(List<(string Where, string Bytes)> stores) => _stores = stores;

    /// <summary>All that is kept now.</summary>
    public static Task<Traces> ReadAsync(Installation hejie) => ReadAsync(hejie.Services.GetRequiredService<Settings>());

    /// <summary>All that an installation keeps now.</summary>
    public static async Task<Traces> ReadAsync(Settings settings)
    {
        var stores = new List<(string, string)>();
        foreach (var file in new[] { settings.Data, settings.Keys }.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            stores.Add((file, Path.GetFileName(file) + "\n" + Encoding.Latin1.GetString(copy.GetBuffer(), 0, (int)copy.Length)));
        }

        foreach (var connection in new[] { settings.Database, settings.KeyDatabase }.OfType<string>())
            await ReadTablesAsync(connection, stores);
        return new Traces(stores);
    }

    /// <summary>Where a text stands, in UTF-8 or UTF-16, or its bytes as hexadecimal digits.</summary>
    public string? Find(IEnumerable<string> texts) =>
        Search(texts.SelectMany(text => new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) }));

    /// <summary>Where bytes stand.</summary>
    public string? Find(IEnumerable<byte[]> pieces) => Search(pieces);

    private string? Search(IEnumerable<byte[]> pieces)
    {
        var all = pieces.ToList();
        var wanted = SearchValues.Create(
            [.. all.Select(Encoding.Latin1.GetString), .. all.Select(piece => Convert.ToHexStringLower(piece))], StringComparison.Ordinal);
        foreach (var (where, bytes) in _stores)
        {
            if (bytes.AsSpan().IndexOfAny(wanted) is >= 0 and var at)
                return $"{where} at {at}";
        }

        return null;
    }

    private static async Task ReadTablesAsync(string connection, List<(string, string)> stores)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var tables = new List<string>();
        await using (var names = await source.CreateCommand("select table_name from information_schema.tables where table_schema = 'public'").ExecuteReaderAsync())
        {
            while (await names.ReadAsync())
                tables.Add(names.GetString(0));
        }

        foreach (var table in tables)
        {
            var text = new StringBuilder();
            await using var rows = await source.CreateCommand($"select row_to_json(t)::text from \"{table}\" t").ExecuteReaderAsync();
            while (await rows.ReadAsync())
                text.Append(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(rows.GetString(0)))).Append('\n');
            stores.Add((table, text.ToString()));
        }
    }
}
