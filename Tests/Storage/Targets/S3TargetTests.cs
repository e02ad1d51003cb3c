using Belfry.Storage.Backup.Targets;
using Belfry.Storage.S3;

namespace Belfry.Tests.Storage.Targets;

/// <summary>The contract, on a real server that does not honour conditional puts: the target finds that out by itself.</summary>
public sealed class S3TargetTests(S3Server server) : TargetContract, IClassFixture<S3Server>
{
    internal override Task<ITarget> CreateAsync(string folder) =>
        Task.FromResult<ITarget>(new S3Target(S3Server.Options(server.Address, Path.Combine(folder, "work"))));

    [Fact]
    public async Task RefusesTakenNames_ServerThatIgnoresConditions_IsFoundOut()
    {
        using var target = new S3Target(S3Server.Options(server.Address, Path.GetTempPath()));

        Assert.False(await target.RefusesTakenNamesAsync(default));
    }
}
