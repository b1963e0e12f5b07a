namespace Hejie.Bench;

/// <summary>What was measured of one operation, over all rounds.</summary>
internal sealed class Measure
{
    private readonly List<double> _milliseconds = [];
    private double _seconds;
    private double _server;
    private double _database;

    public int Count => _milliseconds.Count;

    /// <summary>Requests a second.</summary>
    public double Rate => Count / _seconds;

    /// <summary>Milliseconds of processor time of the program for each request.</summary>
    public double ServerCpu => _server * 1000 / Count;

    /// <summary>Milliseconds of processor time of PostgreSQL for each request.</summary>
    public double DatabaseCpu => _database * 1000 / Count;

    public double Cpu => ServerCpu + DatabaseCpu;

    public void Add(IEnumerable<double> milliseconds, double seconds, double server, double database)
    {
        _milliseconds.AddRange(milliseconds);
        _seconds += seconds;
        _server += server;
        _database += database;
    }

    /// <summary>The time within which this share of requests was answered, in milliseconds.</summary>
    public double Percentile(double share)
    {
        _milliseconds.Sort();
        return Count == 0 ? double.NaN : _milliseconds[(int)Math.Min(Count - 1, share * Count)];
    }
}
