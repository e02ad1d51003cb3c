using Belfry.BackupWorker.Documents;
using Belfry.Storage.S3;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;
using Fault = Belfry.Tests.Storage.Targets.Fault;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>Places far away fail, each in its own way and all at once; the archive and its worker do not care. docs/faults.md has all faults.</summary>
public sealed class MirrorFaultTests(S3Server server) : IClassFixture<S3Server>, IAsyncDisposable
{
    private const string Slow = "slow", Lossy = "lossy";

    /// <summary>What the servers do, and what is said of it.</summary>
    private static readonly (string Place, Func<int, Fault?> Fault, string? Said)[] Faults =
    [
        ("down", _ => new Fault.Answer(503, "SlowDown"), "The server is busy: it answers 503 again and again."),
        ("forbidden", _ => new Fault.Answer(403, "AccessDenied"), "The server answers 403: these credentials may not do that."),
        ("expired", _ => new Fault.Answer(400, "ExpiredToken"), "The credentials have expired."),
        (Slow, _ => new Fault.Slow(TimeSpan.FromMilliseconds(150)), null),
        (Lossy, number => number % 3 == 0 ? new Fault.LoseAnswer() : null, null),
    ];

    private readonly Playground _playground = new();
    private readonly string _prefix = $"test/{Guid.NewGuid():n}";

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Mirrors_EachFailingInItsWay_AreTold_HoldUpNothing_AndCatchUpByThemselves()
    {
        await _playground.CreateDatabaseAsync();
        var networks = new List<S3Proxy>();
        try
        {
            foreach (var (_, fault, _) in Faults)
            {
                var (network, number) = (await S3Proxy.StartAsync(server.Address), 0);
                network.Faults = _ => fault(Interlocked.Increment(ref number));
                networks.Add(network);
            }

            await using var worker = await _playground.StartProtectedAsync([.. Faults.SelectMany((fault, number) => Settings(number, fault.Place, networks[number].Address))]);
            await _playground.AppendAsync(1);
            Assert.Null((await worker.CaughtUpAsync()).Failure);
            await Eventually.TrueAsync(
                async () => (await worker.StateAsync()).Mirrors.Zip(Faults).All(pair => pair.Second.Said is { } said ? Fails(pair.First, said) : IsCaughtUp(pair.First)),
                "every mirror to be told or filled",
                TimeSpan.FromSeconds(60));
            await worker.TellsAsync(state => state.Mirrors[0].Failure, Faults[0].Said!);
            Assert.All(Faults, fault => Assert.Contains(fault.Said ?? "", worker.Log, StringComparison.Ordinal));
            Assert.DoesNotContain(S3Server.Secret, worker.Log, StringComparison.Ordinal);

            networks.ForEach(network => network.Faults = static _ => null);
            await _playground.AppendAsync(2);
            var newest = (await worker.CaughtUpAsync()).NewestCommitAt;
            await worker.RecoversAsync(state => state.Mirrors.Select(mirror => mirror.Failure).FirstOrDefault(failure => failure is not null));
            await Eventually.TrueAsync(async () => (await worker.StateAsync()).Mirrors.All(mirror => IsCaughtUp(mirror) && mirror.NewestCommitAt >= newest), "every mirror to catch up");
            foreach (var (place, _, _) in Faults)
            {
                using var bucket = new S3Target(S3Server.Options(server.Address, _playground.File($"reader-{place}"), $"{_prefix}/{place}"));
                Assert.Equal([1, 2], await _playground.RestoredAsync(bucket));
            }
        }
        finally
        {
            foreach (var network in networks)
            {
                await network.DisposeAsync();
            }
        }
    }

    private static bool Fails(MirrorDocument mirror, string said) => mirror is { Failure: { } failure, FailingSince: not null } && failure.Contains(said, StringComparison.Ordinal);

    private static bool IsCaughtUp(MirrorDocument mirror) => mirror is { Failure: null, ObjectsBehind: 0, NewestCommitAt: not null };

    private IEnumerable<(string Name, string Value)> Settings(int number, string place, Uri address) =>
    [
        ($"Backup__Mirrors__{number}__Target", $"s3://{S3Server.Bucket}/{_prefix}/{place}"),
        ($"Backup__Mirrors__{number}__Endpoint", address.AbsoluteUri),
        ($"Backup__Mirrors__{number}__AccessKey", "S3RVER"),
        ($"Backup__Mirrors__{number}__SecretKey", S3Server.Secret),
    ];
}
