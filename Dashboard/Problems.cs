using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Dashboard;

/// <summary>Every error of the HTTP API is a problem document (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult BadRequest(string detail) => Create(400, "Bad request", detail);

    public static ProblemHttpResult NotFound(string detail) => Create(404, "Not found", detail);

    /// <summary>Some fields of a request cannot be used; <paramref name="errors"/> says why, by field.</summary>
    public static ProblemHttpResult Invalid(string detail, Dictionary<string, string[]> errors)
    {
        var problem = Create(400, "Some values cannot be used", detail);
        problem.ProblemDetails.Extensions["errors"] = errors;
        return problem;
    }

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
