using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Problems;

/// <summary>Answers an edit of another version (412) or of none (428). As a return type it also puts the answers into the OpenAPI document.</summary>
internal sealed class PreconditionProblem : IResult, IEndpointMetadataProvider
{
    private readonly int _status;
    private readonly string _detail;

    private PreconditionProblem(int status, string detail) => (_status, _detail) = (status, detail);

    public static PreconditionProblem Stale { get; } = new(
        StatusCodes.Status412PreconditionFailed, "Somebody changed it meanwhile. Read it again, and decide again.");

    public static PreconditionProblem Missing { get; } = new(
        StatusCodes.Status428PreconditionRequired, "Send the ETag of what you read in If-Match, so that no edit of somebody else is lost; or * to overwrite whatever is there.");

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status412PreconditionFailed, typeof(ProblemDetails), ["application/problem+json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status428PreconditionRequired, typeof(ProblemDetails), ["application/problem+json"]));
    }

    public Task ExecuteAsync(HttpContext httpContext) => TypedResults.Problem(_detail, statusCode: _status).ExecuteAsync(httpContext);
}
