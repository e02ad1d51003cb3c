// The application as a picture: one SQLite volume, the API that writes it, the worker that guards it, the page in front.
using Belfry.AppHost.Deployment;
using Belfry.Hosting.Sqlite;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// Everything worth keeping lies on this volume; its backups lie beside it.
var data = builder.AddSqliteVolume("data");
var appdb = data.AddDatabase("appdb");

// On a run any free port; every container has this one to itself.
int? port = builder.ExecutionContext.IsPublishMode ? 8080 : null;

// Lets the API and the dashboard give orders to the worker. Made on the first run and kept in the user secrets.
var controlKey = builder.AddParameter(
    "control-key",
    new GenerateParameterDefault { MinLength = 32, Special = false },
    secret: true,
    persist: true);

var worker = builder.AddProject<Projects.BackupWorker>("backup-worker")
    .WithHttpEndpoint(targetPort: port)
    .WithHttpHealthCheck("/health/ready")
    .WithReference(appdb)
    .WithVolume(data)
    .WithBackups(data)
    .WaitFor(appdb)
    .WithEnvironment("Control__Key", controlKey)
    .WithEnvironment("Backup__Target", data.Resource.BackupPath)
    .WithEnvironment("Backup__Schedule", "*/15 * * * *")
    .WithEnvironment("Backup__Keep", "24");

appdb.WithBackupCommands(worker.GetEndpoint("http"), controlKey);

var api = builder.AddProject<Projects.Api>("api")
    .WithHttpEndpoint(targetPort: port)
    .WithHttpHealthCheck("/health/ready")
    .WithReference(appdb)
    .WithVolume(data)
    .WithReference(worker)
    .WaitFor(appdb)
    .WithEnvironment("Control__Key", controlKey);

var web = builder.AddViteApp("web", "../Web")
    // The launch profile gives it a port to bookmark; without one any free port is taken.
    .WithEndpoint("http", endpoint =>
    {
        endpoint.Port = builder.ExecutionContext.IsRunMode ? builder.Configuration.GetValue<int?>("Ports:web") : null;
        endpoint.TargetPort = port;
    })
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/")
    .WithReference(api)
    .PublishAsDockerFile(container => container.WithDockerfile("../Web"));

// On a run the page comes up beside the API, and says itself as long as that is away; a deployment shows it when it works.
_ = builder.ExecutionContext.IsRunMode ? web.WaitForStart(api) : web.WaitFor(api);

builder.AddDeployment(worker, api, web);
builder.Build().Run();
