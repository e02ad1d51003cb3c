namespace Belfry.Storage.Backup.Targets;

/// <summary>The faults that every target words in the same way.</summary>
public static class TargetFaults
{
    /// <summary>There is no object of a name.</summary>
    /// <param name="why">The cause, one sentence.</param>
    /// <param name="target">Where it was looked for.</param>
    /// <param name="cause">The underlying exception, if any.</param>
    public static StorageException NotFound(string why, ITarget target, Exception? cause = null) => new(
        StorageError.NotFound, target.Description, $"Cannot read from the archive {target.Description}.", why, "List the backups and choose one of them.", cause);

    /// <summary>Another object has the name.</summary>
    public static StorageException NameTaken(string name, ITarget target, Exception? cause = null) => new(
        StorageError.NameTaken,
        target.Description,
        $"Cannot write {name} to the archive {target.Description}.",
        "Another object has this name already, and objects are never changed.",
        "Check whether two programs write to this archive, and stop one of them.",
        cause);
}
