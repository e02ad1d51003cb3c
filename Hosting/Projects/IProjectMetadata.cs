namespace Aspire.Hosting;

/// <summary>Where a project of the solution is. The build generates one class per project reference of the AppHost: <c>Projects.Api</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Its launch settings; null reads <c>Properties/launchSettings.json</c> beside the project file.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>True when the AppHost's build has built it already.</summary>
    bool SuppressBuild => false;
}
