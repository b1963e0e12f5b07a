using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Hejie.Bench;

/// <summary>
/// The same rows by <c>pgbench</c>: every operation is one pipeline of prepared statements, so one round trip and one
/// commit. What is written are copies of rows that the program wrote, of a county that does not exist, so that they have
/// the same sizes and meet the same indexes, and nothing ever reads them.
/// </summary>
internal sealed class BareSql(Subject subject, string programs, string folder)
{
    public const int County = 999901;
    private const int Scripts = 100;

    /// <summary>The tables of a matter that a request writes, with the column of its id. Positions come behind the request and are left out.</summary>
    public static readonly IReadOnlyList<(string Table, string Matter)> Tables =
        [("matters", "id"), ("entries", "matter"), ("work", "matter"), ("clocks", "matter"), ("parties", "matter"), ("numbers", "matter"), ("answers", "matter")];

    private static readonly Dictionary<string, string[]> s_keys = new()
    {
        ["matters"] = ["id"],
        ["entries"] = ["matter", "number"],
        ["work"] = ["matter", "number"],
        ["clocks"] = ["matter", "name"],
        ["parties"] = ["matter", "ordinal"],
        ["numbers"] = ["body", "procedure", "year", "drawn"],
        ["answers"] = ["client", "key"],
    };

    /// <summary>Writes the scripts, from a matter that is filed and accepted over HTTP for this.</summary>
    public async Task PrepareAsync(Func<Task<Guid>> file, Func<Task> accept, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await using var connection = await subject.OpenAsync(cancel);
        await RunAsync(connection, "create schema bench; create sequence bench.filed; create sequence bench.moved", cancel);
        var matter = await file();
        var filed = await RowsAsync(connection, matter, cancel);
        await accept();
        var moved = await RowsAsync(connection, matter, cancel);
        Write("intake", 0, Changes([], filed, "filed") + Pending("filed", 1));
        Write("move", 0, Changes(filed, moved, "moved") + Pending("moved", 2));
        for (var index = 0; index < Scripts; index++)
            WriteReads(index);
    }

    /// <summary>Runs the scripts of an operation.</summary>
    public async Task MeasureAsync(string name, int seconds, Measure into, CancellationToken cancel)
    {
        await using (var connection = await subject.OpenAsync(cancel))
        {
            var postmaster = await PostmasterAsync(connection, cancel);
            // As autovacuum would have by then: without it the planner takes the county for empty, and any index for good.
            await RunAsync(connection, "analyze " + string.Join(", ", Tables.Select(table => table.Table).Append("pending")), cancel);
            var limit = name == "move" ? "-t" : "-T";
            var amount = name == "move" ? Math.Max(1, Math.Min(await LeftAsync(connection, cancel), seconds * 4000L) / Load.Connections) : seconds;
            var log = Path.Combine(folder, $"log-{Guid.NewGuid():N}");
            var address = new NpgsqlConnectionStringBuilder(subject.Settings.Database);
            var start = new ProcessStartInfo(Path.Combine(programs, "pgbench")) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[]
            {
                "-n", "-M", "prepared", "-c", "8", "-j", "2", limit, amount.ToString(CultureInfo.InvariantCulture), "-l", "--log-prefix=" + log,
                "-h", address.Host!, "-p", address.Port.ToString(CultureInfo.InvariantCulture), "-U", address.Username!,
            })
                start.ArgumentList.Add(argument);
            foreach (var script in Directory.EnumerateFiles(folder, name + ".*.sql"))
            {
                start.ArgumentList.Add("-f");
                start.ArgumentList.Add(script);
            }

            start.ArgumentList.Add(subject.Database);
            var before = Processes.CpuOfFamily(postmaster);
            using var pgbench = Process.Start(start)!;
            var output = pgbench.StandardOutput.ReadToEndAsync(cancel);
            var errors = await pgbench.StandardError.ReadToEndAsync(cancel);
            await pgbench.WaitForExitAsync(cancel);
            if (pgbench.ExitCode != 0)
                throw new InvalidOperationException(errors + await output);
            Add(into, log, Processes.CpuOfFamily(postmaster) - before);
            // Nobody gives them positions: they would only grow.
            await RunAsync(connection, $"delete from pending where county = {County}", cancel);
        }
    }

    public static async Task<int> PostmasterAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int", connection);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private void Add(Measure into, string log, double cpu)
    {
        // client, transaction, microseconds, script, seconds and microseconds since 1970
        var lines = Directory.EnumerateFiles(folder, Path.GetFileName(log) + "*").SelectMany(File.ReadLines)
            .Select(line => line.Split(' ')).Select(part => (
                Took: double.Parse(part[2], CultureInfo.InvariantCulture) / 1e6,
                End: double.Parse(part[4], CultureInfo.InvariantCulture) + (double.Parse(part[5], CultureInfo.InvariantCulture) / 1e6))).ToList();
        into.Add(lines.Select(line => line.Took * 1000), lines.Max(line => line.End) - lines.Min(line => line.End - line.Took), 0, cpu);
        foreach (var file in Directory.EnumerateFiles(folder, Path.GetFileName(log) + "*").ToList())
            File.Delete(file);
    }

    private static async Task<long> LeftAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select (select last_value from bench.filed) - (select case when is_called then last_value else 0 end from bench.moved)", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private void WriteReads(int index)
    {
        var random = new Random(index);
        var desk = subject.DeskPicks[index % subject.DeskPicks.Count];
        var matter = desk.Matters[random.Next(desk.Matters.Count)];
        var party = subject.PartyPicks[index % subject.PartyPicks.Count];
        var holds = $"select exists (select 1 from appointments where account = {desk.AccountId} and post = {desk.Post} and ended is null);\n";
        var lines = $"""
            select w.county, w.matter, w.number, w.kind, w.due, w.waits_on_resident, w.post, m.procedure, m.kind, m.place, m.state_name, m.owner, m.summary, m.number, m.version
              from (select * from work where body = {desk.Body} and county = {desk.County} order by due, matter, number limit 51) w
              join matters m on m.county = w.county and m.id = w.matter order by w.due, w.matter, w.number;

            """;
        var counts = $"select kind, count(*), count(*) filter (where due < 1790000000000000) from work where body = {desk.Body} and county = {desk.County} group by kind;\n";
        Write("desk", index, holds + counts + lines);
        Write("desk-lines", index, holds + lines);
        Write("timeline", index, holds + Read(desk.County, matter));
        Write("tracking", index, Read(party.County, party.Matter));
    }

    private static string Read(int county, Guid matter) => $"""
        select county, id, procedure, kind, place, state_name, owner, about, number, summary, opened, changed, version, entries, key_id, mediation_key_id, state
          from matters where county = {county} and id = '{matter}';
        select bytes from entries where county = {county} and matter = '{matter}' order by number;

        """;

    private static string Pending(string sequence, int number) =>
        $"insert into pending (county, matter, number) values ({County}, {Id(sequence)}, {number});\n";

    /// <summary>In a query of its own, or the planner, taking it for a value that may change, would read every row.</summary>
    private static string Id(string sequence) => $"(select lpad(to_hex(currval('bench.{sequence}')), 32, '0')::uuid)";

    /// <summary>The statements that lead from some rows to others.</summary>
    private static string Changes(List<Row> before, List<Row> after, string sequence)
    {
        var text = new StringBuilder($"select nextval('bench.{sequence}');\n");
        foreach (var gone in before.Where(row => after.TrueForAll(other => other.Key != row.Key)))
            text.Append(CultureInfo.InvariantCulture, $"delete from {gone.Table} where {Where(gone, sequence)};\n");
        foreach (var row in after)
        {
            if (before.Find(other => other.Key == row.Key) is not { } former)
            {
                text.Append(CultureInfo.InvariantCulture, $"insert into {row.Table} ({string.Join(", ", row.Values.Keys.Select(Quoted))}) values ({string.Join(", ", row.Values.Keys.Select(column => Value(row, column, sequence)))});\n");
                continue;
            }

            var changed = row.Values.Keys.Where(column => row.Values[column] != former.Values[column]).ToList();
            if (changed.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"update {row.Table} set {string.Join(", ", changed.Select(column => Quoted(column) + " = " + Value(row, column, sequence)))} where {Where(row, sequence)};\n");
        }

        return text.ToString();
    }

    private static string Where(Row row, string sequence) =>
        $"county = {County} and " + string.Join(" and ", s_keys[row.Table].Select(column => $"{Quoted(column)} = {Value(row, column, sequence)}"));

    private static string Value(Row row, string column, string sequence) => (row.Table, column) switch
    {
        (_, "county") => County.ToString(CultureInfo.InvariantCulture),
        ("matters", "id") or (_, "matter") => Id(sequence),
        ("parties", "code") when row.Values[column] != "NULL::bytea" => $"decode(md5({Id(sequence)}::text) || md5(({row.Values["ordinal"]})::text), 'hex')",
        ("numbers", "drawn") => $"currval('bench.{sequence}')::integer",
        ("answers", "key") => $"({Id(sequence)}::text)",
        _ => row.Values[column],
    };

    private static string Quoted(string column) => $"\"{column}\"";

    private static async Task<List<Row>> RowsAsync(NpgsqlConnection connection, Guid matter, CancellationToken cancel)
    {
        var rows = new List<Row>();
        foreach (var (table, id) in Tables)
        {
            var columns = new List<(string Name, string Type)>();
            await using (var command = new NpgsqlCommand(
                "select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position", connection)
            { Parameters = { new() { Value = table } } })
            await using (var reader = await command.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel))
                    columns.Add((reader.GetString(0), reader.GetString(1)));
            }

            var literals = columns.Select(column => $"quote_nullable({Quoted(column.Name)}::text) || '::{column.Type}'");
            await using var select = new NpgsqlCommand($"select {string.Join(", ", literals)} from {table} where county = {Subject.County} and {id} = $1", connection) { Parameters = { new() { Value = matter } } };
            await using var found = await select.ExecuteReaderAsync(cancel);
            while (await found.ReadAsync(cancel))
                rows.Add(new Row(table, columns.Select((column, index) => (column.Name, Value: found.GetString(index))).ToDictionary(pair => pair.Name, pair => pair.Value)));
        }

        return rows;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private void Write(string name, int index, string statements) => File.WriteAllText(
        Path.Combine(folder, $"{name}.{index}.sql"), $"\\startpipeline\n{statements}\\endpipeline\n");

    private sealed record Row(string Table, Dictionary<string, string> Values)
    {
        public string Key => Table + "/" + string.Join('/', s_keys[Table].Select(column => Values[column]));
    }
}
