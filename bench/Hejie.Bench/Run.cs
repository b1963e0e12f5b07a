using System.Globalization;
using System.Text;
using Npgsql;

namespace Hejie.Bench;

/// <summary>The whole measurement: fill, warm up, measure in turns, print.</summary>
internal static class Run
{
    /// <summary>Seconds for each operation before anything counts: the compiler settles in them.</summary>
    private const int WarmUp = 15;

    public static async Task<int> AllAsync(IReadOnlyList<int> sizes, int seconds, int rounds, string only, CancellationToken cancel)
    {
        var server = Environment.GetEnvironmentVariable("HEJIE_BENCH_DB")!;
        var folder = Environment.GetEnvironmentVariable("HEJIE_BENCH_FOLDER")!;
        var operations = Operation.All.Where(operation => operation.Name is "intake" or "move" || operation.Name.Contains(only, StringComparison.Ordinal)).ToList();
        var subjects = new List<Subject>();
        var bare = new Dictionary<Subject, BareSql>();
        try
        {
            foreach (var size in sizes)
            {
                var subject = await Subject.PrepareAsync(size, server, folder, cancel);
                subjects.Add(subject);
                bare[subject] = new BareSql(subject, await ProgramsAsync(server, cancel), Path.Combine(folder, $"hejie_{size}", "scripts"));
                await bare[subject].PrepareAsync(() => Task.FromResult(FileOne(subject)), () => Task.Run(() => Http(subject, Named("move"), 5, null, 0), cancel), cancel);
                Say($"{size:N0} matters stand: {subject.BytesPerMatter:N0} bytes each, first page after {subject.Server.FirstPage.TotalSeconds:0.00} s");
            }

            var postmaster = await PostmasterAsync(subjects[0], cancel);
            foreach (var subject in subjects)
            {
                foreach (var operation in operations)
                    Http(subject, operation, WarmUp, null, postmaster);
            }

            for (var round = 1; round <= rounds; round++)
            {
                foreach (var operation in operations)
                {
                    foreach (var subject in subjects)
                        Http(subject, operation, seconds, Of(subject.Http, operation.Name), postmaster);
                    foreach (var subject in subjects)
                        await BareAsync(subject, bare[subject], operation, seconds, cancel);
                    var first = subjects[0];
                    Say($"{round}: {operation.Name} {first.Http[operation.Name].Rate:N0}/s, bare {first.Bare[operation.Bare].Rate:N0}/s");
                }
            }

            Console.WriteLine(Report.Of(subjects, operations, seconds, rounds, await SettingsAsync(subjects[0], cancel)));
            return 0;
        }
        finally
        {
            subjects.ForEach(subject => subject.Dispose());
        }
    }

    private static Operation Named(string name) => Operation.All.First(operation => operation.Name == name);

    private static Guid FileOne(Subject subject)
    {
        using var wire = new Wire(subject.Server.Address);
        if (wire.Send(Named("intake").Next(subject, new Random(1)), out var body) != 201)
            throw new InvalidOperationException(Encoding.UTF8.GetString(body));
        Operation.Keep(subject, body);
        return Guid.Parse(subject.Filed.First().Matter);
    }

    private static void Http(Subject subject, Operation operation, int seconds, Measure? into, int postmaster)
    {
        var (server, database) = (Processes.Cpu(subject.Server.Id), into is null ? 0 : Processes.CpuOfFamily(postmaster));
        var (milliseconds, took) = Load.Run(
            subject.Server.Address, random => operation.Next(subject, random),
            operation.Name == "intake" ? body => Operation.Keep(subject, body) : null, seconds);
        into?.Add(milliseconds, took, Processes.Cpu(subject.Server.Id) - server, Processes.CpuOfFamily(postmaster) - database);
    }

    private static async Task BareAsync(Subject subject, BareSql bare, Operation operation, int seconds, CancellationToken cancel)
    {
        // What the program does behind its requests is done first, and then it stands still.
        await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        subject.Server.Pause();
        try
        {
            await bare.MeasureAsync(operation.Bare, seconds, Of(subject.Bare, operation.Bare), cancel);
        }
        finally
        {
            subject.Server.Resume();
        }
    }

    private static Measure Of(Dictionary<string, Measure> measures, string name) =>
        measures.TryGetValue(name, out var known) ? known : measures[name] = new Measure();

    private static async Task<int> PostmasterAsync(Subject subject, CancellationToken cancel)
    {
        await using var connection = await subject.OpenAsync(cancel);
        return await BareSql.PostmasterAsync(connection, cancel);
    }

    private static async Task<string> ProgramsAsync(string server, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres");
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("select setting from pg_config where name = 'BINDIR'", connection);
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<string> SettingsAsync(Subject subject, CancellationToken cancel)
    {
        await using var connection = await subject.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            "select string_agg(name || '=' || current_setting(name), ', ' order by name) from unnest(array['fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size', 'server_version']) name", connection);
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static void Say(string text) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {text}"));
}
