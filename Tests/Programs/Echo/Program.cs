using Microsoft.AspNetCore.Connections.Features;

// A service that tells about itself: the project that tests of the hosting engine start for real.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();
app.MapGet("/", () => "hello");
app.MapGet("/process", () => Environment.ProcessId);
app.MapGet("/args", () => string.Join(' ', args));
app.MapGet("/variables/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapPost("/print", (string text) => Console.WriteLine(text));
app.MapPost("/exit", (int code, HttpContext context) =>
{
    Console.Error.WriteLine($"ending with {code}");

    // Once the answer has left: a request without an answer is repeated, and would then end another process too, or find none.
    context.Response.Headers.Connection = "close";
    context.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed.Register(() => Task.Run(() => Environment.Exit(code)));
});
app.Run();
