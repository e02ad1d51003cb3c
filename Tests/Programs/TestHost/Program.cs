// An AppHost for tests that need a host in a process of its own. Its first argument says which application it describes.
var needsDashboard = args.Contains("--Application=parameter");
var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = !needsDashboard });
switch (builder.Configuration["Application"])
{
    case "https":
        var api = builder.AddProject<EchoWithHttps>("api").WithHttpHealthCheck("/");
        builder.AddProject<Projects.Echo>("caller").WithHttpEndpoint().WithHttpHealthCheck("/").WithReference(api).WaitFor(api);
        break;
    case "container":
        // It ignores every request to end.
        builder.AddContainer("stubborn", builder.Configuration["Image"]!).WithContainerName(builder.Configuration["Name"]!).WithEntrypoint("/bin/sh").WithArgs("-c", "trap '' TERM; while true; do sleep 1; done");
        break;
    case "parameter":
        var greeting = builder.AddParameter("greeting", secret: true);
        builder.AddExecutable("greeter", "sh", "/", "-c", "echo \"They say ${#GREETING} letters\"; exec sleep 600").WithEnvironment("GREETING", greeting);
        break;
    case "npm":
        builder.AddExecutable("web", "npm", builder.Configuration["Folder"]!, "run", "dev");
        break;
    case "unhealthy":
        var sick = builder.AddProject<Projects.Echo>("sick").WithHttpEndpoint().WithHttpHealthCheck("/no-such-page");
        builder.AddExecutable("patient", "sleep", "/", "651").WaitFor(sick);
        break;
    case "fails":
        // The other one keeps the application from being healthy: a failure before that ends the run.
        builder.AddProject<Projects.Echo>("sick").WithHttpEndpoint().WithHttpHealthCheck("/no-such-page");
        builder.AddExecutable("worker", "sh", "/", "-c", "echo starting >&2; echo 'wrong cron expression' >&2; exit 3");
        break;
}

builder.Build().Run();

/// <summary>The project as if its launch settings had an https and an http address.</summary>
internal sealed class EchoWithHttps : IProjectMetadata
{
    public string ProjectPath => new Projects.Echo().ProjectPath;

    public LaunchSettings LaunchSettings => new()
    {
        Profiles = { ["https"] = new() { CommandName = "Project", ApplicationUrl = "https://localhost:7443;http://localhost:5443" } },
    };
}
