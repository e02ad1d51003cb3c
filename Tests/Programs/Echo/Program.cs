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

    // Once it is answered: a request without an answer may be repeated, and would then end another process too.
    context.Response.OnCompleted(() => Task.Run(() => Environment.Exit(code)));
});
app.Run();
