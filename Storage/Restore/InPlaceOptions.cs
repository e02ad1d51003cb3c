using Belfry.Storage.Migrations;

namespace Belfry.Storage.Restore;

/// <summary>How a restore into a live database goes.</summary>
public sealed record InPlaceOptions
{
    /// <summary>How long the undo is kept, whatever retention says: the named point <c>undo-...</c> of what was there (<c>restoring-...</c> until it was replaced). Default 7 days.</summary>
    public TimeSpan KeepUndo { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How much longer the WAL may become, in bytes, while what was there is saved: beyond it the restore is given up and the database keeps its content. Default 1 GiB.
    /// </summary>
    public long MaxWalBytes { get; init; } = 1 << 30;

    /// <summary>
    /// The migrations of the running application: a restore point from before some of them gets these before it goes live. Default null: such a point is refused, unless
    /// <see cref="AllowOtherSchema"/>.
    /// </summary>
    public MigrationSet? Migrations { get; init; }

    /// <summary>Whether a point with other migrations than the live database is restored as it is; the application must then be started again. Default false.</summary>
    public bool AllowOtherSchema { get; init; }
}
