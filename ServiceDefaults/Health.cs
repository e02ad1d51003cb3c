using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Belfry.ServiceDefaults;

/// <summary>
/// <c>/health/live</c> answers while the process serves requests; <c>/health/ready</c> runs every registered check and answers 503
/// until all pass. Body: <c>{"status":"Healthy","checks":[{"name":"database","status":"Healthy","description":null,"milliseconds":0.4}]}</c>
/// </summary>
internal static class Health
{
    private const string ProcessCheck = "process";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck(ProcessCheck, () => HealthCheckResult.Healthy());

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map("/health/live", check => check.Name == ProcessCheck);
        Map("/health/ready", _ => true);

        void Map(string path, Func<HealthCheckRegistration, bool> predicate) => routes
            .MapHealthChecks(path, new() { Predicate = predicate, ResponseWriter = WriteAsync })
            .DisableHttpMetrics();
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        LogExceptions(context, report);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartArray("checks");
        foreach (var (name, check) in report.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("status", check.Status.ToString());
            // A check that threw is described by the exception's text, which stays inside the process.
            json.WriteString("description", check.Exception is null ? check.Description : "The check failed; the service's log says why.");
            json.WriteNumber("milliseconds", Math.Round(check.Duration.TotalMilliseconds, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void LogExceptions(HttpContext context, HealthReport report)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Belfry.Health");
        foreach (var (name, check) in report.Entries.Where(entry => entry.Value.Exception is not null))
        {
            logger.LogError(check.Exception, "The health check {Check} failed.", name);
        }
    }
}
