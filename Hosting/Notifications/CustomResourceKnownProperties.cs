namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of properties that the dashboard shows in a place of their own.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from: a path, an image, an address.</summary>
    public static string Source { get; } = "resource.source";

    /// <summary>Its connection string.</summary>
    public static string ConnectionString { get; } = "resource.connectionString";
}
