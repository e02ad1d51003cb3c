namespace Aspire.Hosting;

/// <summary>Chooses the launch profile of a project and takes its endpoints into the model.</summary>
internal static class LaunchProfileSelection
{
    public static SelectedLaunchProfileAnnotation? Find(
        IDistributedApplicationBuilder builder,
        string resource,
        IProjectMetadata project,
        string? wanted)
    {
        var profiles = (project.LaunchSettings ?? LaunchSettings.Read(project.ProjectPath))?.Profiles ?? [];
        if (wanted is not null)
        {
            return profiles.TryGetValue(wanted, out var named) ? new(wanted, named) : throw DistributedApplicationException.Of(
                $"The resource '{resource}' has no launch profile '{wanted}'.",
                profiles.Count == 0 ? "Its project has no launch settings." : $"Its launch settings have: {string.Join(", ", profiles.Keys)}.",
                "Name one of these, or leave the name out.");
        }

        var common = builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
        if (common is not null && profiles.TryGetValue(common, out var shared))
        {
            return new(common, shared);
        }

        var first = profiles.FirstOrDefault(p => p.Value.CommandName is "Project" or "Executable");
        return first.Value is null ? null : new(first.Key, first.Value);
    }

    public static void AddEndpoints(IResourceBuilder<ProjectResource> project, SelectedLaunchProfileAnnotation selected)
    {
        // applicationUrl: "https://localhost:7001;http://localhost:5001"
        foreach (var uri in selected.Profile.Addresses)
        {
            var name = uri.Scheme;
            for (var i = 2; project.GetEndpoint(name).Exists; i++)
            {
                name = $"{uri.Scheme}{i}";
            }

            project.WithEndpoint(port: uri.Port, scheme: uri.Scheme, name: name);
            project.GetEndpoint(name).EndpointAnnotation.TargetHost = uri.Host;
        }
    }
}
