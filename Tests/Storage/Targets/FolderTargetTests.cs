using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage.Targets;

/// <summary>The contract, on a folder.</summary>
public sealed class FolderTargetTests : TargetContract
{
    internal override Task<ITarget> CreateAsync(string folder) => Task.FromResult<ITarget>(new FolderTarget(Path.Combine(folder, "archive")));
}
