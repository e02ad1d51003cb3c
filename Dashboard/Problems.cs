using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Dashboard;

/// <summary>Every error of the HTTP API is a problem document (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult BadRequest(string detail) => Create(400, "Bad request", detail);

    public static ProblemHttpResult NotFound(string detail) => Create(404, "Not found", detail);

    public static ProblemHttpResult Create(int status, string title, string detail) =>
        TypedResults.Problem(new ProblemDetails
        {
            Type = $"https://httpstatuses.io/{status}",
            Status = status,
            Title = title,
            Detail = detail,
            Extensions = { ["traceId"] = Activity.Current?.TraceId.ToString() },
        });

    /// <summary>Writes a problem from middleware and raw handlers.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string detail) => Create(status, title, detail).ExecuteAsync(context);
}
