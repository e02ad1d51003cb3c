using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Every error answer is a problem document (RFC 9457) with the trace id that finds it in the telemetry.
/// The text of an exception is never part of it.
/// </summary>
internal static class Problems
{
    public static void AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Detail ??= DefaultDetail(problem.Status);
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
        });

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            StatusCodeSelector = exception =>
                exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            // A bad request is the client's error, not one for our log.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    private static async Task WriteAsync(HttpContext context)
    {
        // The writer would answer plain text to a client that does not list JSON; RFC 9110 section 12.5.1 lets an error ignore the wish.
        context.Request.Headers.Accept = default;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = { Status = context.Response.StatusCode },
        });
    }

    private static string? DefaultDetail(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be read. Compare it with /openapi/v1.json.",
        StatusCodes.Status404NotFound => "Nothing is at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not support the request's method; the Allow header names those it does.",
        StatusCodes.Status413PayloadTooLarge => "The request's body is larger than this address accepts.",
        StatusCodes.Status415UnsupportedMediaType => "The request's body must be application/json.",
        StatusCodes.Status500InternalServerError => "The service failed at this request. Its log tells more under the trace id.",
        _ => null,
    };
}
