using Belfry.Api.Data;

namespace Belfry.Tests.Api;

public sealed class UniqueIdTests
{
    [Fact]
    public void Create_ManyInOneMillisecond_AscendAsTextAndAsTime()
    {
        var clock = new StoppedClock(DateTimeOffset.UtcNow);

        var ids = Enumerable.Range(0, 20_000).Select(_ => UniqueId.Create(clock)).ToList();

        AssertAscending(ids.Select(id => id.Id));
        Assert.Equal(ids.Select(id => id.Milliseconds).Order(), ids.Select(id => id.Milliseconds));
        Assert.All(ids, id => Assert.Equal((7, 2), (id.Id.Version, id.Id.Variant >> 2)));
    }

    [Fact]
    public void Create_ClockStepsBack_StillAscends()
    {
        var before = UniqueId.Create(TimeProvider.System);

        var after = UniqueId.Create(new StoppedClock(DateTimeOffset.UtcNow.AddHours(-1)));

        AssertAscending([before.Id, after.Id]);
    }

    [Fact]
    public async Task Create_OnManyThreads_NeverRepeats()
    {
        var batches = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 5_000).Select(_ => UniqueId.Create(TimeProvider.System).Id.ToString()[..18]).ToList())));

        Assert.Equal(20_000, batches.SelectMany(batch => batch).Distinct().Count());
    }

    private static void AssertAscending(IEnumerable<Guid> ids)
    {
        var texts = ids.Select(id => id.ToColumn()).ToList();
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
