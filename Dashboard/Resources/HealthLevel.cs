using System.Text.Json.Serialization;

namespace Belfry.Dashboard.Resources;

/// <summary>How well a resource is, in the few steps that a strip can show.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthLevel>))]
internal enum HealthLevel
{
    /// <summary>Nobody says.</summary>
    Unknown,

    /// <summary>On its way up or down, or waiting for something.</summary>
    Pending,

    /// <summary>Ended as it should, or not started.</summary>
    Stopped,

    Up,

    Degraded,

    Down,
}

internal static class HealthLevels
{
    public static HealthLevel Of(ResourceSnapshot resource) => resource.State switch
    {
        "Running" => resource.Health switch
        {
            "Degraded" => HealthLevel.Degraded,
            "Unhealthy" => HealthLevel.Down,
            // Checks that have not answered yet say nothing, neither good nor bad.
            null when resource.HealthReports.Count > 0 => HealthLevel.Pending,
            _ => HealthLevel.Up,
        },
        "FailedToStart" or "RuntimeUnhealthy" => HealthLevel.Down,
        "Finished" or "Exited" => resource.ExitCode is null or 0 ? HealthLevel.Stopped : HealthLevel.Down,
        "Starting" or "Waiting" or "Stopping" or "ValueMissing" => HealthLevel.Pending,
        "NotStarted" => HealthLevel.Stopped,
        _ => resource.StateStyle switch
        {
            "success" => HealthLevel.Up,
            "info" => HealthLevel.Pending,
            "warning" => HealthLevel.Degraded,
            "error" => HealthLevel.Down,
            _ => HealthLevel.Unknown,
        },
    };
}
