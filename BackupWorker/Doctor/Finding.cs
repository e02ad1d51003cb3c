namespace Belfry.BackupWorker.Doctor;

internal enum FindingState
{
    Ok,
    Warning,
    Problem,
}

/// <summary>What one check found.</summary>
/// <param name="Check">Its name, a word.</param>
/// <param name="State">Whether it is well, could be better, or endangers the data.</param>
/// <param name="What">A sentence.</param>
/// <param name="Next">What to do: a command or a setting; null when there is nothing to do.</param>
internal sealed record Finding(string Check, FindingState State, string What, string? Next = null);
