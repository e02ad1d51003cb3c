namespace Belfry.Storage.Backup.Targets;

/// <summary>
/// A place that keeps objects: written once under a name, read, listed, deleted. Every failure is a <see cref="StorageException"/> with
/// <see cref="StorageError.ArchiveUnavailable"/>, except a missing object (<see cref="StorageError.NotFound"/>) and a name in use
/// (<see cref="StorageError.NameTaken"/>). Safe for concurrent use.
/// </summary>
public interface ITarget
{
    /// <summary>The place in words, without secrets, such as <c>/backup</c> or <c>s3://bucket/prefix</c>.</summary>
    string Description { get; }

    /// <summary>A folder of this machine, as a full path: <c>tmp/</c> in it holds what is unfinished, <c>state/</c> where a follower stands.</summary>
    string WorkFolder { get; }

    /// <summary>Whether of two writers who publish one name at the same instant one is always refused. Asked of the place itself, once.</summary>
    Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation);

    /// <summary>Begins an object; it gets its name, and becomes visible, with <see cref="TargetUpload.CommitAsync"/>.</summary>
    Task<TargetUpload> CreateAsync(CancellationToken cancellation);

    /// <summary>Writes a small object over whatever has the name. Only for what may change, such as a lease.</summary>
    Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Opens an object for reading from its beginning. A connection that breaks off is taken up again where it stopped.</summary>
    Task<Stream> OpenAsync(string name, CancellationToken cancellation);

    /// <summary>All objects whose names start with a prefix that ends in a slash or is empty, sorted by name (ordinal); none when there are none.</summary>
    Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Removes an object; nothing happens when it does not exist.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}
