using System.Net.Sockets;
using Belfry.Dashboard;
using Belfry.Dashboard.Consoles;
using Belfry.Dashboard.Home;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Resources;
using Belfry.Dashboard.Runs;
using Belfry.Dashboard.SignIn;
using Belfry.Dashboard.Telemetry;
using Belfry.Dashboard.Traces;
using Belfry.ServiceDefaults;

if (HealthCommand.Is(args))
{
    return HealthCommand.Run(args);
}

if (args is [HashPasswordCommand.Name])
{
    return HashPasswordCommand.Run();
}

NativeHeap.ReturnLargeBlocks();
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
DashboardOptions options;
try
{
    options = DashboardOptions.Read(builder.Configuration);
}
catch (InvalidConfigurationException fault)
{
    return Fail("The dashboard cannot start with these settings.", fault.Message, "Correct the environment variables named above.");
}

builder.Logging.SetMinimumLevel(LogLevel.Warning);
// Kestrel warns that the listeners here stand in for ASPNETCORE_URLS; they are read from it.
builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseListeners(options));
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DashboardJson.Default));
builder.Services.AddSingleton(options);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(options.SignIn);
builder.Services.AddSingleton<Sessions>();
builder.Services.AddSingleton<SignInLimiter>();
builder.Services.AddSingleton<LiveUpdates>();
builder.Services.AddSingleton<TelemetryStores>();
builder.Services.AddSingleton<RunLibrary>();
builder.Services.AddSingleton<RunRecorder>();
builder.Services.AddSingleton<OtlpIntake>();
builder.Services.AddSingleton<ConsoleStore>();
builder.Services.AddSingleton<HealthHistory>();
builder.Services.AddSingleton<ResourceStore>();
builder.Services.AddSingleton<FeedConnection>();
builder.Services.AddSingleton<TelemetryFollower>();
if (options.Services.Items.Count > 0)
{
    builder.Services.AddHostedService<HealthPoller>();
}

await using var app = builder.Build();
var sessions = app.Services.GetRequiredService<Sessions>();
app.UseOtlp();
app.UseProxy(options.SignIn);
app.UseGate(options, sessions);
app.UseExceptionHandler(failed => failed.Run(context => Problems.WriteAsync(
    context, 500, "The dashboard failed", "This is a fault of the dashboard; what happened is in its console.")));
app.UseStatusCodePages(failed => Problems.WriteAsync(
    failed.HttpContext, failed.HttpContext.Response.StatusCode, "Not understood", "The request's path, method or parameters are not what the API expects."));
app.UseWebSockets();
app.UseRouting();
app.MapHealth();
app.MapSignIn();
app.MapFeed();
app.MapLive();
app.MapHome();
app.MapResources();
app.MapConsoles();
app.MapLogs();
app.MapTraces();
app.MapServiceMap();
app.MapMetrics();
app.MapSuggestions();
app.MapRuns();
app.MapTelemetry();
app.MapTokenExchange();
app.MapRunSummaries();
app.MapPages();

try
{
    await app.StartAsync();
}
catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
{
    return Fail("The dashboard cannot open its ports.", fault.Message, "Stop the other process, or set ASPNETCORE_URLS and ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL to free ports.");
}

Announcement.PrintStart(options, sessions);
await app.WaitForShutdownAsync();
return 0;

static int Fail(string what, string why, string next)
{
    Console.Error.WriteLine($"{what}{Environment.NewLine}{why}{Environment.NewLine}{next}");
    return 1;
}
