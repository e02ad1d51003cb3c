namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; null takes the AppHost's own, else the first that starts the project.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>True ignores the project's launch settings.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Accepted for source compatibility: this engine does not read the project's Kestrel configuration.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
