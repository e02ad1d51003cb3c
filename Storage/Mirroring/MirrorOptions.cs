namespace Belfry.Storage.Mirroring;

/// <summary>How a <see cref="Mirror"/> works.</summary>
public sealed class MirrorOptions
{
    /// <summary>How often the archive is looked at for new objects. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the mirror itself is listed, to find what somebody else deleted there. Default 1 h.</summary>
    public TimeSpan Relist { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a failure is waited out before the next try; doubles up to 5 minutes. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
