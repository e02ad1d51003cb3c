namespace Belfry.Storage.Restore;

/// <summary>Which objects a restore reads, in order, and where it ends.</summary>
/// <param name="Lineage">The history restored from.</param>
/// <param name="Snapshot">The snapshot it starts with.</param>
/// <param name="Segments">The segments applied after it; of the last one perhaps only the beginning.</param>
/// <param name="LastPosition">Records beyond this position are not applied.</param>
/// <param name="LastTime">Records of later commits are not applied.</param>
/// <param name="Bytes">What is read from the archive at most.</param>
/// <param name="ExpectedTime">How long it will take, judged by the newest backup that was proven; null when none was.</param>
public sealed record RestorePlan(
    string Lineage, string Snapshot, IReadOnlyList<string> Segments, long LastPosition, DateTimeOffset LastTime, long Bytes, TimeSpan? ExpectedTime)
{
    /// <summary>Every object that is read, with its stored size.</summary>
    internal IReadOnlyDictionary<string, long> Objects { get; init; } = new Dictionary<string, long>();

    internal long SizeOf(string name) => Objects[name];
}
