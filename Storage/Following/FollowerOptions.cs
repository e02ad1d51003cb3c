namespace Belfry.Storage.Following;

/// <summary>How a <see cref="Follower"/> works.</summary>
public sealed class FollowerOptions
{
    /// <summary>How often new commits are looked for while something is written; also the longest that a commit waits before it is written. Default 100 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After how long without a commit the follower rests until the system tells that the WAL is written. Default 2 s.</summary>
    public TimeSpan RestAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often one that rests looks all the same, where the system does not tell; the longest that the first commit after a rest waits there. Default 1 s.</summary>
    public TimeSpan RestInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The WAL size, in bytes, beyond which the follower checkpoints. Default 16 MiB; below <see cref="DatabaseOptions.CheckpointBytes"/>, or the writer does it first.</summary>
    public long CheckpointBytes { get; init; } = 16 << 20;

    /// <summary>About how much of the WAL goes into one segment, in bytes. A single larger commit is not split. Default 32 MiB.</summary>
    public long MaxSegmentBytes { get; init; } = 32 << 20;

    /// <summary>
    /// How far the WAL may grow, in bytes, while the archive cannot be written. Beyond it the follower lets go: the WAL is checkpointed, and a new lineage
    /// begins with a full snapshot once the archive is back. Default 1 GiB.
    /// </summary>
    public long MaxWalBytes { get; init; } = 1 << 30;

    /// <summary>
    /// How long the lease of the archive lives without being renewed; another worker may take over after that. It is renewed every sixth of this, with three small
    /// requests; after three times this without a commit the lease lives ten times as long, and nothing is sent until the next one. Default 60 s.
    /// </summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a failure of the archive or the database is waited out before the next try; doubles up to 30 s. Default 250 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);
}
