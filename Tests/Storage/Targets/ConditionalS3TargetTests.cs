using Belfry.Storage.Backup.Targets;
using Belfry.Storage.S3;

namespace Belfry.Tests.Storage.Targets;

/// <summary>The contract, on the same server behind a proxy that enforces <c>If-None-Match</c> as Amazon does.</summary>
public sealed class ConditionalS3TargetTests(S3Server server) : TargetContract, IClassFixture<S3Server>
{
    private S3Proxy _proxy = null!;

    internal override async Task<ITarget> CreateAsync(string folder)
    {
        _proxy = await S3Proxy.StartAsync(server.Address);
        return new S3Target(S3Server.Options(_proxy.Address, Path.Combine(folder, "work")));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task RefusesTakenNames_ServerThatHonoursConditions_IsFoundOutEveryTime()
    {
        var options = S3Server.Options(_proxy.Address, Path.GetTempPath());
        using var first = new S3Target(options);
        using var second = new S3Target(options); // finds the first one's probe

        Assert.True(await first.RefusesTakenNamesAsync(default));
        Assert.True(await second.RefusesTakenNamesAsync(default));
        Assert.DoesNotContain(_proxy.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }
}
