using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The variables that every project gets.</summary>
internal static class ProjectEnvironment
{
    public static void Apply(EnvironmentCallbackContext context, IHostEnvironment host)
    {
        var variables = context.EnvironmentVariables;
        variables.TryAdd("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (context.ExecutionContext.IsPublishMode)
        {
            AddDeployedAddresses(context);
            return;
        }

        if (context.Resource.TryGetLastAnnotation<SelectedLaunchProfileAnnotation>(out var selected))
        {
            variables.TryAdd("DOTNET_LAUNCH_PROFILE", selected.Name);
            foreach (var (name, value) in selected.Profile.EnvironmentVariables)
            {
                variables.TryAdd(name, value);
            }
        }

        if (context.Resource.TryGetEndpoints(out var endpoints))
        {
            AddListenAddresses(variables, [.. endpoints.Where(e => e.UriScheme is "http" or "https" && IsWanted(context.Resource, e))]);
        }

        variables.TryAdd("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        if (host.IsDevelopment())
        {
            variables.TryAdd("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
            variables.TryAdd("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            variables.TryAdd("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }
    }

    /// <summary>A deployment chooses the ports and puts something in front.</summary>
    private static void AddDeployedAddresses(EnvironmentCallbackContext context)
    {
        if (context.Resource is IResourceWithEndpoints owner && owner.GetEndpoints().Where(e => e.IsHttp && IsWanted(owner, e.EndpointAnnotation)).ToArray() is { Length: > 0 } endpoints)
        {
            if (!context.Resource.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
            {
                context.EnvironmentVariables.TryAdd("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true");
            }

            var ports = new ReferenceExpressionBuilder();
            foreach (var endpoint in endpoints)
            {
                ports.AppendLiteral(ports.IsEmpty ? "" : ";");
                ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
            }

            context.EnvironmentVariables.TryAdd("HTTP_PORTS", ports.Build());
        }
    }

    private static bool IsWanted(IResource project, EndpointAnnotation endpoint) =>
        project.Annotations.OfType<EndpointsInEnvironmentAnnotation>().All(chosen => chosen.Filter(endpoint));

    private static void AddListenAddresses(Dictionary<string, object> variables, EndpointAnnotation[] endpoints)
    {
        if (endpoints.Length == 0)
        {
            return;
        }

        variables.TryAdd("ASPNETCORE_URLS", string.Join(';', endpoints.Select(e => $"{e.UriScheme}://{e.TargetHost}:{e.TargetPort}")));
        if (endpoints.FirstOrDefault(e => e.UriScheme == "https") is { } https)
        {
            variables.TryAdd("ASPNETCORE_HTTPS_PORT", https.Port!);
        }
    }
}
