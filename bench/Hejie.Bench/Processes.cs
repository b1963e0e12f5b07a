using System.Globalization;

namespace Hejie.Bench;

/// <summary>Reads processor time and memory of processes from <c>/proc</c>.</summary>
internal static class Processes
{
    /// <summary>Clock ticks a second: the kernel shows times in this unit on every architecture.</summary>
    private const double Ticks = 100;

    /// <summary>Seconds of processor time of a process.</summary>
    public static double Cpu(int id) => Stat(id) is { } stat ? (stat[11] + stat[12]) / Ticks : 0;

    /// <summary>Seconds of processor time of a process, its children and those of them that have ended.</summary>
    public static double CpuOfFamily(int id)
    {
        var own = Stat(id) ?? throw new InvalidOperationException("The server is gone.");
        var sum = own[11] + own[12] + own[13] + own[14];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var child)
                && Stat(child) is { } stat && stat[1] == id)
                sum += stat[11] + stat[12];
        }

        return sum / Ticks;
    }

    /// <summary>A process's share of memory (PSS) in megabytes.</summary>
    public static double Memory(int id) =>
        double.Parse(
            File.ReadLines($"/proc/{id}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal))[4..].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture) / 1024;

    /// <summary>The numbers that follow the name: 0 is the state, 1 the parent, 11 to 14 the times; null where there is no such process.</summary>
    private static double[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select((part, index) => index == 0 ? 0 : double.Parse(part, CultureInfo.InvariantCulture))];
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return null;
        }
    }
}
