using Belfry.ServiceDefaults;

namespace Belfry.Api.Control;

/// <summary>The section <c>Control</c>.</summary>
internal sealed class ControlOptions
{
    /// <summary>The secret that the backup worker expects, at least 16 characters; from a file with <c>Control__Key_FILE</c>.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// The key may be absent only where nothing could use it: in Development without a backup worker. In Production its absence
    /// would show on the day a backup is needed, so it stops the start.
    /// </summary>
    public static IEnumerable<(string Property, string Fault)> Check(ControlOptions options, IConfiguration configuration, IHostEnvironment environment)
    {
        const int minLength = 16;
        if (options.Key is not null && options.Key.Length < minLength)
        {
            return [(nameof(Key), $"Shorter than {minLength} characters.")];
        }

        var required = environment.IsProduction() || configuration.FindService(WorkerClient.ServiceName) is not null;
        return required && options.Key is null ? [(nameof(Key), "Missing. Give the key that the backup worker has.")] : [];
    }
}
