namespace Belfry.Storage.Restore;

/// <summary>What a restore is doing.</summary>
public enum RestorePhase
{
    /// <summary>Reading the archive and writing the file; bytes are those of the archive's objects.</summary>
    Reading,

    /// <summary>Flushing the file and running SQLite's checks; bytes are those of the file.</summary>
    Checking,

    /// <summary>In place: taking and proving the safety point; everybody goes on writing.</summary>
    Saving,

    /// <summary>In place: waiting for the write lock of the live database.</summary>
    Locking,

    /// <summary>In place: replacing the content, in one transaction.</summary>
    Replacing,
}

/// <summary>How far a restore is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Done">Bytes of this phase that are done.</param>
/// <param name="Total">Bytes of this phase; 0 when there is nothing to count.</param>
public sealed record RestoreProgress(RestorePhase Phase, long Done, long Total);
