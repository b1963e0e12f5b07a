using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hejie.Bench;

/// <summary>The table of <c>docs/performance.md</c>.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<Subject> subjects, IReadOnlyList<Operation> operations, int seconds, int rounds, string settings)
    {
        var text = new StringBuilder();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Line(text, $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {Gigabytes()} GiB, {RuntimeInformation.FrameworkDescription}; PostgreSQL with {settings}; {Load.Connections} connections, {rounds} rounds of {seconds} s each in turn; load average at the end {load}.");
        foreach (var subject in subjects)
        {
            Line(text, $"\n**{subject.Matters:N0} matters**: {subject.BytesPerMatter:N0} bytes a matter with all tables and indexes; first page {subject.Server.FirstPage.TotalSeconds:0.00} s after the start of the process; memory of the program after the run {Processes.Memory(subject.Server.Id):0} MB (PSS).\n");
            Line(text, $"| operation | requests/s | p50 ms | p95 ms | CPU ms: program + database | bare SQL/s | p95 ms | CPU ms | of bare SQL | best peer/s | times the peer |");
            Line(text, $"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach (var operation in operations)
            {
                var (http, bare) = (subject.Http[operation.Name], subject.Bare[operation.Bare]);
                Line(text, $"| {operation.Title} | {http.Rate:N0} | {http.Percentile(0.5):0.0} | {http.Percentile(0.95):0.0} | {http.ServerCpu:0.00} + {http.DatabaseCpu:0.00} | {bare.Rate:N0} | {bare.Percentile(0.95):0.0} | {bare.Cpu:0.00} | {http.Rate / bare.Rate:0.00} | {operation.PeerRate:0.0} | {http.Rate / operation.PeerRate:0} |");
            }
        }

        if (subjects.Count > 1)
        {
            Line(text, $"\n| operation | p95 at {subjects[0].Matters:N0} | p95 at {subjects[^1].Matters:N0} | ratio |");
            Line(text, $"| --- | --- | --- | --- |");
            foreach (var operation in operations)
            {
                var (small, large) = (subjects[0].Http[operation.Name].Percentile(0.95), subjects[^1].Http[operation.Name].Percentile(0.95));
                Line(text, $"| {operation.Title} | {small:0.0} | {large:0.0} | {large / small:0.00} |");
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static long Gigabytes() =>
        (long)Math.Round(double.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / (1 << 20));
}
