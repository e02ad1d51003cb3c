namespace Aspire.Hosting.ApplicationModel;

/// <summary>The icon of a resource.</summary>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>Name of a Fluent UI icon.</summary>
    public string IconName => iconName;

    /// <summary>Its look.</summary>
    public IconVariant IconVariant => iconVariant;
}

/// <summary>Keeps a resource out of the list: always, or once it has ended with one of these exit codes.</summary>
internal sealed record HiddenAnnotation(int[]? OnExitCodes) : IResourceAnnotation
{
    public static CustomResourceSnapshot Apply(IResource resource, CustomResourceSnapshot snapshot) =>
        resource.TryGetLastAnnotation<HiddenAnnotation>(out var hidden)
            ? snapshot with { IsHidden = snapshot.IsHidden || hidden.OnExitCodes is null || HasEnded(snapshot, hidden.OnExitCodes) }
            : snapshot;

    private static bool HasEnded(CustomResourceSnapshot snapshot, int[] codes) =>
        ResourceNotificationService.HasEnded(snapshot) && snapshot.ExitCode is { } code && codes.Contains(code);
}
