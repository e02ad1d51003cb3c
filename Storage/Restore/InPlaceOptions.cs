using Belfry.Storage.Migrations;

namespace Belfry.Storage.Restore;

/// <summary>How a restore into a live database goes.</summary>
public sealed record InPlaceOptions
{
    /// <summary>How long the undo is kept, whatever retention says: the named point <c>undo-...</c> of what was there. Default 7 days.</summary>
    public TimeSpan KeepUndo { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The migrations of the running application: a restore point from before some of them gets these before it goes live. Default null: such a point is refused, unless
    /// <see cref="AllowOtherSchema"/>.
    /// </summary>
    public MigrationSet? Migrations { get; init; }

    /// <summary>Whether a point with other migrations than the live database is restored as it is; the application must then be started again. Default false.</summary>
    public bool AllowOtherSchema { get; init; }
}
