namespace Belfry.Storage.Restore;

/// <summary>
/// The name by which a restore into a live database is undone. What is about to be replaced is kept as <c>restoring-...</c>, so that retention leaves it; <c>undo-...</c> it is called only
/// when it was replaced. So an undo never goes back to before a restore that was cut off.
/// </summary>
internal sealed class UndoPoint(PointLog points, NamedPoint kept)
{
    private const string Begun = "restoring-";
    private const string Done = "undo-";

    public string Name => Done + kept.Name[Begun.Length..];

    /// <summary>What the point is called before the restore.</summary>
    /// <param name="backup">The id of the safety backup.</param>
    public static string NameBefore(string backup) => Begun + backup.ToLowerInvariant().Replace('.', '-');

    /// <summary>Replaces the content, which cannot be cancelled; when that fails the point goes.</summary>
    public async Task ReplaceAsync(Action replace)
    {
        try
        {
            await Task.Run(replace, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            try
            {
                await points.DeleteAsync(kept.Name, CancellationToken.None).ConfigureAwait(false);
            }
            catch (StorageException)
            {
                // It stays as one that was cut off does, until its time is over.
            }

            throw;
        }
    }

    /// <exception cref="StorageException">The content was replaced, but the archive cannot be written.</exception>
    public async Task NameAsync()
    {
        try
        {
            await points.WriteAsync(kept with { Name = Name }, CancellationToken.None).ConfigureAwait(false);
            await points.DeleteAsync(kept.Name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException cause)
        {
            throw new StorageException(
                cause.Error, cause.Path, "The content was replaced, but an undo will not find the way back by itself.", cause.Why, $"To undo, restore the point {kept.Name} into the live database.", cause);
        }
    }
}
