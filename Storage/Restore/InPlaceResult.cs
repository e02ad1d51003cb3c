namespace Belfry.Storage.Restore;

/// <summary>What a restore into a live database did.</summary>
/// <param name="Restored">The commit that the database now shows.</param>
/// <param name="Safety">A verified backup of what was there when the restore began.</param>
/// <param name="Undo">The named point of what was there when it ended: restore it the same way to undo.</param>
/// <param name="Locked">How long nobody else could write.</param>
public sealed record InPlaceResult(RestoreResult Restored, Backup.Backup Safety, string Undo, TimeSpan Locked);
