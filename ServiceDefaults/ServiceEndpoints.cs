using Microsoft.Extensions.Configuration;

namespace Belfry.ServiceDefaults;

/// <summary>Service discovery: where another service of the application is, as the host or the deployment says.</summary>
public static class ServiceEndpoints
{
    /// <summary>
    /// The address in <c>services:{service}:http:0</c> (environment variable <c>services__backup-worker__http__0=http://localhost:5302</c>),
    /// or null when none is set.
    /// </summary>
    public static Uri? FindService(this IConfiguration configuration, string service) =>
        Uri.TryCreate(configuration[$"services:{service}:http:0"], UriKind.Absolute, out var address) ? address : null;
}
