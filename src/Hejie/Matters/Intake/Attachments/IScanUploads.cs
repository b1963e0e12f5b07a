namespace Hejie.Matters.Intake.Attachments;

/// <summary>Looks for what harms who opens a file.</summary>
internal interface IScanUploads
{
    /// <summary>Scans a whole file, as it came.</summary>
    Task<Scanned> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken cancel);
}

/// <summary>What a scanner said of a file.</summary>
internal abstract record Scanned
{
    private Scanned()
    {
    }

    /// <summary>It knows nothing against it.</summary>
    public sealed record Clean : Scanned;

    /// <summary>It found something.</summary>
    /// <param name="Signature">What the scanner calls it.</param>
    public sealed record Infected(string Signature) : Scanned;

    /// <summary>It did not say.</summary>
    public sealed record Unknown : Scanned;
}

/// <summary>Stands where no scanner is set.</summary>
internal sealed class NoScanner : IScanUploads
{
    public Task<Scanned> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken cancel) => Task.FromResult<Scanned>(new Scanned.Clean());
}
