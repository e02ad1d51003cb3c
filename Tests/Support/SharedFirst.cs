using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Belfry.Tests.Support.SharedFirst))]

namespace Belfry.Tests.Support;

/// <summary>Classes that share something run one after another: begun first, they do not keep a processor waiting in the end.</summary>
public sealed class SharedFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionClassName is null)];
}
