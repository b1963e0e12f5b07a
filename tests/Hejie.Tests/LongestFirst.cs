using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Hejie.Tests.LongestFirst))]

namespace Hejie.Tests;

/// <summary>The stories of crashes go one after the other, and are the longest row: they begin first, so that no core waits for them at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>The row of stories that start and kill whole processes.</summary>
    public const string Crash = "crash";

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == Crash ? 0 : 1).ThenBy(collection => collection.UniqueID, StringComparer.Ordinal)];
}
