using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.Control;

/// <summary>How long the worker's scheduled work shall stand still.</summary>
internal sealed record PauseInput
{
    /// <summary>1 to 1,440, a day; then it goes on by itself.</summary>
    [Range(1, 1440)]
    public int Minutes { get; set; } = 60; // not init: the generated reader would then overwrite the default
}

/// <summary>Whether the worker's scheduled work stands still.</summary>
/// <param name="PausedUntil">When it goes on by itself, in UTC; null while it is not paused.</param>
internal sealed record PauseState(DateTime? PausedUntil);
