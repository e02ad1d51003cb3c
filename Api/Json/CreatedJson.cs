using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Belfry.Api.Json;

/// <summary>
/// Answers 201 with what was created and where it is. The framework's own sends an answer without a length, in chunks, by code that can wait between them; this is one write.
/// As a return type it also puts the answer into the OpenAPI document.
/// </summary>
internal sealed class CreatedJson<T>(string location, T value, JsonTypeInfo<T> type) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        httpContext.Response.Headers.Location = location;
        return new JsonBytes<T>(JsonSerializer.SerializeToUtf8Bytes(value, type)).ExecuteAsync(httpContext);
    }
}
