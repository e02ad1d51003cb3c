using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Problems;

/// <summary>A 404 problem document that says what is not there. As a return type it also puts the answer into the OpenAPI document.</summary>
internal sealed class NotFoundProblem : IResult, IEndpointMetadataProvider
{
    private readonly string _detail;

    private NotFoundProblem(string detail) => _detail = detail;

    public static NotFoundProblem List(Guid id) => new($"There is no list {id}.");

    public static NotFoundProblem Item(Guid listId, Guid id) => new($"There is no item {id} in a list {listId}.");

    /// <param name="noun">Such as <c>session</c>.</param>
    /// <param name="id">What was asked for.</param>
    public static NotFoundProblem Of(string noun, Guid id) => new($"There is no {noun} {id}.");

    public static NotFoundProblem Share { get; } = new("This share link is unknown, revoked or expired. Ask the list's owner for another one.");

    public static NotFoundProblem Picture(Guid itemId) => new($"There is no such picture of an item {itemId}.");

    public static NotFoundProblem SomeItem(Guid listId) => new($"There is no list {listId}, not all of the items are in it, or there is no list to move them to. Nothing was changed.");

    public static NotFoundProblem SomeOfTheBin { get; } = new("Not all of it is there any more. Nothing was put back: read the bin again.");

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(ProblemDetails), ["application/problem+json"]));

    public Task ExecuteAsync(HttpContext httpContext) =>
        TypedResults.Problem(_detail, statusCode: StatusCodes.Status404NotFound).ExecuteAsync(httpContext);
}
