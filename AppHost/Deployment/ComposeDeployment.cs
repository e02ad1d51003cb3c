using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.JavaScript;

namespace Belfry.AppHost.Deployment;

/// <summary>
/// The deployment: one box, four services, one open door. Written by
/// <c>dotnet run --project AppHost -- --operation publish --step publish --output-path deploy/compose</c>
/// </summary>
internal static class ComposeDeployment
{
    public const string Edge = "edge";

    // As seen from deploy/compose.
    private const string Root = "../..";
    private const string Inside = "inside";
    private const string Outside = "outside";
    private const string InsideAddresses = "${INSIDE_ADDRESSES:-10.213.77.0/28}";
    private static readonly string[] Secrets = [ControlKey, DashboardService.TelemetryKey, DashboardService.Password, BackupKeys, OffsiteServices.SecretKey, Webhook, Heartbeat];

    private const string ControlKey = "control-key";
    private const string BackupKeys = "backup-keys";
    private const string Webhook = "notify-webhook";
    private const string Heartbeat = "notify-heartbeat";

    /// <summary>Says how the application is deployed. On a run it does nothing.</summary>
    public static void AddDeployment(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> worker,
        IResourceBuilder<ProjectResource> api,
        IResourceBuilder<ViteAppResource> web)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        var dashboard = builder.AddDashboardService([worker, api]);
        builder.AddDockerComposeEnvironment("compose")
            .WithDashboard(enabled: false)
            .WithProperties(environment => environment.DefaultNetworkName = Inside)
            .ConfigureComposeFile(Complete)
            .ConfigureComposeFile(file => AspirateOverride.Write(file, builder.Configuration["Pipeline:OutputPath"]!))
            .ConfigureEnvFile(Describe);

        worker.DisableForwardedHeaders()
            .AsHardenedService(Root, "BackupWorker/Dockerfile", ["/app/belfry", "health"], memory: "256M", grace: "60s")
            .WithTelemetry(dashboard)
            .WithSecretFile("Control__Key", ControlKey)
            .WithSecretPath("Backup__KeyFile", BackupKeys)
            .WithSecretFile("Backup__Mirrors__0__SecretKey", OffsiteServices.SecretKey)
            .WithSecretFile("Notify__Webhook", Webhook)
            .WithSecretFile("Notify__Heartbeat", Heartbeat)
            .PublishAsDockerComposeService((_, service) =>
            {
                // Off-site places and those who are told are elsewhere, and nothing else here has to reach anything elsewhere.
                service.Networks.Add(Outside);
                service.Environment["Backup__Schedule"] = "${BACKUP_SCHEDULE:-*/15 * * * *}";
                service.Environment["Backup__Keep"] = "${BACKUP_KEEP:-24}";
                service.Environment["Backup__History"] = "${BACKUP_RETENTION_DAYS:-30}";
                service.Environment["Backup__DrillSchedule"] = "${BACKUP_DRILL_SCHEDULE:-37 4 * * *}";
                service.Environment["Notify__Format"] = "${NOTIFY_FORMAT:-Json}";
                service.Environment["Backup__Mirrors__0__Target"] = "${OFFSITE_TARGET:-}";
                service.Environment["Backup__Mirrors__0__Endpoint"] = "${OFFSITE_ENDPOINT:-}";
                service.Environment["Backup__Mirrors__0__Region"] = "${OFFSITE_REGION:-us-east-1}";
                service.Environment["Backup__Mirrors__0__AccessKey"] = "${OFFSITE_ACCESS_KEY:-}";
            });
        api.DisableForwardedHeaders()
            .AsHardenedService(Root, "Api/Dockerfile", ["/app/Api", "health"], memory: "256M", grace: "30s")
            .WithTelemetry(dashboard)
            .WithSecretFile("Control__Key", ControlKey)
            // The door is in there, and nobody whom the door does not let in.
            .PublishAsDockerComposeService((_, service) => service.Environment["Limits__KnownProxies"] = InsideAddresses);
        web.WithReference(dashboard.GetEndpoint("http"))
            .WithOwnVolume("caddy")
            .AsHardenedService($"{Root}/Web", "Dockerfile", ["/bin/sh", "/usr/local/bin/health"], memory: "128M", grace: "15s")
            .PublishAsDockerComposeService((_, service) =>
            {
                service.Networks.Add(Edge);
                service.Ports = ["${HTTP_PORT:-80}:8080", "${HTTPS_PORT:-443}:8443", "${DASHBOARD_BIND:-127.0.0.1:18888}:18888"];
                service.Environment["SITE_ADDRESS"] = "${SITE_ADDRESS:-:8080}";
                service.Environment["DASHBOARD_ADDRESS"] = "${DASHBOARD_ADDRESS:-:18888}";
            });
    }

    private static void Complete(ComposeFile file)
    {
        file.Networks[Inside].Internal = true;
        file.Networks[Inside].Ipam = new() { Config = { new() { ["subnet"] = InsideAddresses } } };
        file.AddNetwork(new() { Name = Edge, Driver = "bridge" });
        file.AddNetwork(new() { Name = Outside, Driver = "bridge" });
        file.AddOffsiteServices(Outside);
        foreach (var name in Secrets)
        {
            file.Secrets[name] = new() { File = $"${{SECRETS:?Set SECRETS to a folder with the files {string.Join(", ", Secrets)} (see .env.example)}}/{name}" };
        }
    }

    private static void Describe(IDictionary<string, CapturedEnvironmentVariable> variables)
    {
        // Images have names of their own here, and secrets come from files.
        variables.Clear();
        Add("COMPOSE_PROJECT_NAME", "belfry", "Name of the deployment, and of its containers and volumes");
        Add("SECRETS", "./secrets", $"Folder with the secrets, one file each: {string.Join(", ", Secrets)}");
        Add("VERSION", "latest", "Version of the images");
        Add("REGISTRY", "", "Where images are pulled from, with a slash at the end; empty: they are built here");
        Add("SITE_ADDRESS", ":8080", "Domain of the page (wishes.example), which gets a certificate by itself; :8080 is plain HTTP");
        Add("HTTP_PORT", "80", "Port of the host for HTTP");
        Add("HTTPS_PORT", "443", "Port of the host for HTTPS");
        Add("DASHBOARD_BIND", "127.0.0.1:18888", "Address and port of the host for the dashboard");
        Add("DASHBOARD_ADDRESS", ":18888", "Domain of the dashboard, served as the page is; :18888 is plain HTTP on DASHBOARD_BIND");
        Add("DASHBOARD_SIGN_IN", "Password", "Password (the secret dashboard-password), or BrowserToken: a link in the dashboard's log that works once");
        Add("BACKUP_SCHEDULE", "*/15 * * * *", "When backups are taken: five cron fields, in UTC");
        Add("BACKUP_KEEP", "24", "How many backups are kept");
        Add("BACKUP_RETENTION_DAYS", "30", "For how many days every moment stays restorable");
        Add("BACKUP_DRILL_SCHEDULE", "37 4 * * *", "When a random moment is restored to rehearse: five cron fields, in UTC, or never");
        Add("NOTIFY_FORMAT", "Json", $"What the address in the file {Webhook} understands: Json, Ntfy, Slack or Discord; nobody is told as long as the file is empty");
        Add("INSIDE_ADDRESSES", "10.213.77.0/28", "Addresses of the network between the containers; another range where these are taken, as by a second deployment");
        Add("OFFSITE_TARGET", "", "A second place for the backups: s3://bucket/prefix; empty: none");
        Add("OFFSITE_ENDPOINT", "", "Address of the S3-compatible server; empty: Amazon's own");
        Add("OFFSITE_REGION", "us-east-1", "Region that requests are signed for");
        Add("OFFSITE_ACCESS_KEY", "", $"Access key of the bucket; its secret is the file {OffsiteServices.SecretKey}, empty as long as there is none");
        Add("S3_BIND", "127.0.0.1:7070", "Address and port of the host for the example server of the profile s3");

        void Add(string name, string value, string description) => variables[name] = new() { Name = name, DefaultValue = value, Description = description };
    }
}
