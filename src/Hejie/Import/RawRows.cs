namespace Hejie.Import;

/// <summary>The rows of a file, one after the other; a cell becomes a text only when it is asked for.</summary>
internal abstract class RawRows : IAsyncDisposable
{
    /// <summary>The row's number as a spreadsheet shows it, from 1.</summary>
    public int Number { get; protected set; }

    /// <summary>How many cells the row has.</summary>
    public abstract int Count { get; }

    /// <summary>Which part of the file is read, from 0 to 1.</summary>
    public abstract double Part { get; }

    /// <summary>Reads on.</summary>
    /// <exception cref="TableRefused">It cannot be read further.</exception>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancel);

    /// <summary>The text of a cell; empty where there is none.</summary>
    public abstract string Get(int column);

    /// <summary>The text of the cell above that a cell was merged with; null where it was not.</summary>
    public virtual string? Above(int column) => null;

    public abstract ValueTask DisposeAsync();
}
