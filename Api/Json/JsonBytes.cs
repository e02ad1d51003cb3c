using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Belfry.Api.Json;

/// <summary>Answers 200 with a <typeparamref name="T"/> that has its bytes already. As a return type it also puts the answer into the OpenAPI document.</summary>
internal sealed class JsonBytes<T>(byte[] json) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = json.Length;
        return httpContext.Response.BodyWriter.WriteAsync(json).AsTask();
    }
}
