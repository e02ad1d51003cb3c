namespace Aspire.Hosting.ApplicationModel;

/// <summary>Ties a resource's health to a health check registered in the builder's services.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name the check is registered under.</summary>
    public string Key => key;
}
