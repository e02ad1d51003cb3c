namespace Belfry.AppHost.Deployment;

/// <summary>The dashboard as a service: it takes the telemetry of the others, asks for their health, and keeps what it learns within a bound.</summary>
internal static class DashboardService
{
    public const string Password = "dashboard-password";
    public const string TelemetryKey = "telemetry-key";

    private const string PasswordSetting = "DASHBOARD__FRONTEND__PASSWORD";
    private const string KeySetting = "DASHBOARD__OTLP__PRIMARYAPIKEY";
    private const string SenderKeySetting = "Otlp__ApiKey";
    private const string Otlp = "otlp";

    /// <param name="builder">The application.</param>
    /// <param name="services">What it asks for its health; the page it asks too.</param>
    public static IResourceBuilder<ProjectResource> AddDashboardService(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource>[] services)
    {
        var dashboard = builder.AddProject("dashboard", "../Dashboard/Dashboard.csproj")
            .DisableForwardedHeaders()
            .WithHttpEndpoint(targetPort: 8080)
            .WithHttpEndpoint(targetPort: 18890, name: Otlp)
            .WithEnvironment("HTTP_PORTS", "8080")
            // Not ASPNETCORE_URLS: aspirate adds that to every project of a kustomization, and Kustomize refuses a name that is there twice.
            .WithEnvironment("URLS", "http://*:8080")
            .WithEnvironment("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://*:18890")
            .WithEnvironment("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", "true")
            .WithEnvironment("DASHBOARD__APPLICATIONNAME", "Belfry")
            .WithEnvironment("DASHBOARD__DATA__DIRECTORY", "/telemetry")
            .WithEnvironment("DASHBOARD__DATA__MAXMEGABYTES", "1024")
            .WithEnvironment(PasswordSetting, Secret(builder, Password, length: 20))
            .WithEnvironment(KeySetting, Secret(builder, TelemetryKey, length: 32));
        for (var i = 0; i < services.Length; i++)
        {
            dashboard
                .WithEnvironment($"DASHBOARD__RESOURCES__{i}__NAME", services[i].Resource.Name)
                .WithEnvironment($"DASHBOARD__RESOURCES__{i}__URL", services[i].GetEndpoint("http"));
        }

        return dashboard
            .WithEnvironment($"DASHBOARD__RESOURCES__{services.Length}__NAME", "web")
            .WithEnvironment($"DASHBOARD__RESOURCES__{services.Length}__HEALTH", "http://web:8081/health/ready")
            .WithOwnVolume("telemetry")
            .AsHardenedService("../..", "Dashboard/Dockerfile", ["/app/Dashboard", "health"], memory: "384M", grace: "15s")
            .WithSecretFile(PasswordSetting, Password)
            .WithSecretFile(KeySetting, TelemetryKey)
            .PublishAsDockerComposeService((_, service) => service.Environment["DASHBOARD__FRONTEND__AUTHMODE"] = "${DASHBOARD_SIGN_IN:-Password}");
    }

    /// <summary>Sends the telemetry of a service to the dashboard.</summary>
    public static IResourceBuilder<ProjectResource> WithTelemetry(this IResourceBuilder<ProjectResource> builder, IResourceBuilder<ProjectResource> dashboard) =>
        builder
            .WithEnvironment("OTEL_SERVICE_NAME", builder.Resource.Name)
            // Of an endpoint that is not called http, aspirate gives the address without the scheme.
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", ReferenceExpression.Create($"http://{dashboard.GetEndpoint(Otlp).Property(EndpointProperty.Host)}:18890"))
            .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .WithEnvironment(SenderKeySetting, Key(builder.ApplicationBuilder))
            .WithSecretFile(SenderKeySetting, TelemetryKey)
            // Compose stops in the opposite order: what a service says while it ends is taken too, and none waits for a dashboard that is gone.
            .PublishAsDockerComposeService((_, service) => service.DependsOn[dashboard.Resource.Name] = new() { Condition = "service_started" });

    private static IResourceBuilder<ParameterResource> Key(IDistributedApplicationBuilder builder) =>
        builder.CreateResourceBuilder(builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == TelemetryKey));

    private static IResourceBuilder<ParameterResource> Secret(IDistributedApplicationBuilder builder, string name, int length) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = length, Special = false }, secret: true);
}
