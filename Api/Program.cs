var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health/live", () => "healthy");
app.Run();
