using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Every error answer is a problem document (RFC 9457) with the trace id that finds it in the telemetry.
/// The text of an exception is never part of it.
/// </summary>
internal static class Problems
{
    public static void AddProblems(this IServiceCollection services)
    {
        // In every environment, so that all bad requests take one way: through the exception handler below, never into a handler.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Detail ??= problem is HttpValidationProblemDetails ? "Some values are not accepted: see errors." : DefaultDetail(problem.Status);
            problem.Type ??= "about:blank"; // the framework knows no address for 428 and 429
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
        });
    }

    public static void UseProblems(this IApplicationBuilder app)
    {
        // Without JSON in Accept the framework would answer an error as plain text. RFC 9110 section 12.5.1 lets a server ignore the wish.
        app.Use((context, next) =>
        {
            context.Request.Headers.Accept = default;
            return next(context);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            StatusCodeSelector = exception =>
                exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            // A bad request is the client's error, not one for our log.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.Use((context, next) =>
        {
            RequireUtf8(context.Request);
            return next(context);
        });
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    /// <summary>JSON is UTF-8 (RFC 8259). A charset that it does not know, or in quotes, the framework takes for a fault of the service.</summary>
    private static void RequireUtf8(HttpRequest request)
    {
        if (request.ContentType is { } type
            && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            && MediaTypeHeaderValue.TryParse(type, out var parsed)
            && parsed.Charset.HasValue)
        {
            parsed.Charset = HeaderUtilities.RemoveQuotes(parsed.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                ? "utf-8"
                : throw new BadHttpRequestException("The charset is not UTF-8.", StatusCodes.Status415UnsupportedMediaType);
            request.ContentType = parsed.ToString();
        }
    }

    private static async Task WriteAsync(HttpContext context)
    {
        // The exception handler has removed whatever header was set before.
        if (context.Response is { StatusCode: StatusCodes.Status429TooManyRequests, Headers.RetryAfter.Count: 0 } response)
        {
            response.Headers.RetryAfter = "1";
        }

        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = { Status = context.Response.StatusCode, Detail = JsonDetail(context) },
        });
    }

    /// <summary>Where in its body a client went wrong.</summary>
    private static string? JsonDetail(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException { InnerException: JsonException json }
            ? $"The body is not the expected JSON at {json.Path ?? "$"}, line {json.LineNumber + 1}."
            : null;

    private static string? DefaultDetail(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be read: a parameter or the body does not have the expected form.",
        StatusCodes.Status404NotFound => "Nothing is at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not support the request's method; the Allow header names those it does.",
        StatusCodes.Status413PayloadTooLarge => "The request's body is larger than this address accepts.",
        StatusCodes.Status415UnsupportedMediaType => "The request's body must be application/json, in UTF-8.",
        StatusCodes.Status429TooManyRequests => "Too many requests at once. Wait before the next one.",
        StatusCodes.Status500InternalServerError => "The service failed at this request. Its log tells more under the trace id.",
        _ => null,
    };
}
