using System.Security.Cryptography;
using System.Text;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Mirroring;

/// <summary>What the names in a mirror tell about it.</summary>
internal static class MirrorState
{
    /// <summary>A file of its own for each place, in the archive's state folder.</summary>
    public static string FileOf(ArchiveNames names, ITarget destination) =>
        $"{names.Database.TrimEnd('/')}.mirror-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(destination.Description)))[..12]}.pruned";

    public static DateTimeOffset? NewestCommit(IEnumerable<string> held) => held.Max(ArchiveNames.TimeOf);

    public static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    /// <summary>Whether a name is that of an object that never changes.</summary>
    public static bool IsObject(string name, ArchiveNames names) => CopyOrder.Of([new StoredObject(name, 0)], names).Count == 1;
}
