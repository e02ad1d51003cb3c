using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Execution;

/// <summary>Adds the dashboard to the model as one more process, so that it starts beside the resources and never before them.</summary>
internal sealed class DashboardLauncher(
    DashboardSettings settings,
    IConfiguration configuration,
    IHostEnvironment environment,
    IOptions<HealthCheckServiceOptions> checks,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications)
{
    private const string HealthKey = "dashboard_listens";

    private static readonly TimeSpan LongestGivingWay = TimeSpan.FromSeconds(2);
    private DistributedApplicationModel? _model;
    private EndpointReference? _grpc;

    /// <summary>The page; null when there is no dashboard.</summary>
    public EndpointReference? Page { get; private set; }

    /// <summary>Where services send telemetry; null when there is no dashboard.</summary>
    public EndpointReference? Otlp { get; private set; }

    /// <summary>Where the dashboard takes the resource feed; null when there is no dashboard.</summary>
    public Uri? Feed => Page is null ? null : new Uri($"ws://{Page.Host}:{Page.Port}/feed");

    /// <summary>The link that opens the page.</summary>
    public string LoginUrl => $"{Page!.Url}/login?t={settings.BrowserToken}";

    public void AddTo(DistributedApplicationModel model)
    {
        if (!settings.IsEnabled)
        {
            configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = null;
            return;
        }

        var resource = new ExecutableResource(DashboardSettings.ResourceName, DotNet.Program, Path.GetDirectoryName(settings.Program)!);
        resource.Annotations.Add(Endpoint("http", settings.WantedPort));
        resource.Annotations.Add(Endpoint("otlp-http", settings.WantedOtlpPort));
        if (settings.WantedGrpcPort is { } grpcPort)
        {
            resource.Annotations.Add(Endpoint("otlp-grpc", grpcPort));
            _grpc = resource.GetEndpoint("otlp-grpc");
        }

        resource.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args.Add(settings.Program)));
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(SetEnvironment));
        resource.Annotations.Add(new ResourceUrlsCallbackAnnotation(context => context.Urls.RemoveAll(u => u.Endpoint?.EndpointName != "http")));
        resource.Annotations.Add(ManifestPublishingCallbackAnnotation.Ignore);
        resource.Annotations.Add(new HealthCheckAnnotation(HealthKey));
        Page = resource.GetEndpoint("http");
        Otlp = resource.GetEndpoint("otlp-http");
        checks.Value.Registrations.Add(new HealthCheckRegistration(HealthKey, _ => new ListeningHealthCheck(Page), null, null));
        eventing.Subscribe<BeforeResourceStartedEvent>(resource, (_, cancellation) => GiveWayAsync(model, cancellation));
        model.Resources.Add(resource);
        _model = model;
    }

    /// <summary>Tells resources where to send telemetry, once the ports are known.</summary>
    public void Publish()
    {
        if (Otlp is not null)
        {
            configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Otlp.Url;
            configuration["AppHost:OtlpApiKey"] = settings.OtlpKey;
        }
    }

    /// <summary>
    /// Lets the application come up first: where processors are few, a dashboard that starts beside it holds back the whole of it and is hardly sooner there itself.
    /// What is slow is not waited for longer than two seconds, and what failed or lacks a value not at all, since the dashboard is where one sees why.
    /// </summary>
    private async Task GiveWayAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(LongestGivingWay);
        var started = model.Resources.Where(r => r is ProjectResource or ExecutableResource or ContainerResource or ParameterResource &&
            r.Name != DashboardSettings.ResourceName && !r.HasAnnotationOfType<ExplicitStartupAnnotation>());
        await Task.WhenAll(started.Select(r => SettledAsync(r.Name, enough))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task SettledAsync(string name, CancellationTokenSource enough)
    {
        var settled = await notifications.WaitForResourceAsync(name, change => change.IsDone || change.IsInTrouble, enough.Token).ConfigureAwait(false);
        if (settled.IsInTrouble)
        {
            await enough.CancelAsync().ConfigureAwait(false);
        }
    }

    // Two checkouts side by side should both run: the second one's dashboard gets another port, and the printed link has it.
    private static EndpointAnnotation Endpoint(string name, int? wanted) =>
        new(ProtocolType.Tcp, "http", name: name, port: wanted is { } port && Ports.IsFree(port) ? port : null);

    private void SetEnvironment(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        variables["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName;
        variables["ASPNETCORE_URLS"] = Page!.Url;
        variables["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Otlp!.Url;
        variables["DASHBOARD__APPLICATIONNAME"] = settings.ApplicationName;
        variables["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken";
        variables["DASHBOARD__FRONTEND__BROWSERTOKEN"] = new SecretText(settings.BrowserToken);
        variables["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey";
        variables["DASHBOARD__OTLP__PRIMARYAPIKEY"] = new SecretText(settings.OtlpKey);
        variables["DASHBOARD__RESOURCEFEED__APIKEY"] = new SecretText(settings.FeedKey);
        variables["DASHBOARD__API__AUTHMODE"] = "ApiKey";
        variables["DASHBOARD__API__PRIMARYAPIKEY"] = new SecretText(settings.ApiKey);
        variables["DASHBOARD__OTLP__CORS__ALLOWEDORIGINS"] = string.Join(',', Origins(context.Resource));
        variables["DASHBOARD__OTLP__CORS__ALLOWEDHEADERS"] = "*";
        if (_grpc is not null)
        {
            variables["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = _grpc.Url;
        }

        if (settings.DataFolder is not null)
        {
            variables["DASHBOARD__DATA__DIRECTORY"] = settings.DataFolder;
        }
    }

    /// <summary>The pages of the application itself may send telemetry from the browser.</summary>
    private IEnumerable<string> Origins(IResource dashboard) =>
        from resource in _model!.Resources
        where resource != dashboard
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        where endpoint.UriScheme is "http" or "https" && endpoint.AllocatedEndpoint is not null
        select endpoint.AllocatedEndpoint!.UriString;
}
