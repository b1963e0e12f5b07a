using System.Collections;
using System.Runtime.CompilerServices;

namespace Hejie.Rules.Questions;

/// <summary>A few values, each once and in their order, equal to others of the same values.</summary>
[CollectionBuilder(typeof(Values), nameof(Values.Of))]
public sealed class Values<T> : IReadOnlyList<T>, IEquatable<Values<T>>
{
    private readonly T[] _sorted;

    internal Values(IEnumerable<T> values) => _sorted = [.. values.Distinct().Order(Values.Order<T>())];

    /// <inheritdoc/>
    public int Count => _sorted.Length;

    /// <inheritdoc/>
    public T this[int index] => _sorted[index];

    /// <summary>These and one more.</summary>
    public Values<T> With(T value) => new([.. _sorted, value]);

    /// <inheritdoc/>
    public bool Equals(Values<T>? other) => other is not null && _sorted.AsSpan().SequenceEqual(other._sorted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Values<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _sorted.Aggregate(Count, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _sorted.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="Values{T}"/>.</summary>
public static class Values
{
    /// <summary>These values.</summary>
    public static Values<T> Of<T>(ReadOnlySpan<T> values) => new(values.ToArray());

    // Codes go by their bytes, whatever language the machine speaks.
    internal static IComparer<T> Order<T>() => StringComparer.Ordinal as IComparer<T> ?? Comparer<T>.Default;
}
