namespace Belfry.Storage.Maintenance;

/// <summary>What a checkpoint did.</summary>
/// <param name="Frames">How many pages the WAL holds; 0 when it is empty.</param>
/// <param name="Copied">How many of them are in the database file now; fewer when somebody still reads an older state.</param>
public sealed record CheckpointResult(long Frames, long Copied);
