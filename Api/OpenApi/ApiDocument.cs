using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Belfry.Api.OpenApi;

/// <summary>
/// The OpenAPI document at <c>/openapi/v1.json</c>, its words taken from the documentation comments of handlers and models.
/// The front end's types are generated from its committed copy, Web/src/api/openapi.json.
/// </summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Belfry API";
            document.Info.Version = "v1";
            // The address of whoever asks would differ from one copy to the next.
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(AddTraceId);
        options.AddOperationTransformer(AddAccess);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/v1.json");

    /// <summary>Says who may call an operation: <c>"x-access": "Write"</c>, or nothing when everybody may.</summary>
    private static Task AddAccess(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().FirstOrDefault() is { Policy: { } policy })
        {
            operation.AddExtension("x-access", new JsonNodeExtension(policy));
            operation.Responses ??= [];
            operation.Responses["401"] = new OpenApiResponse { Description = "Unauthorized" };
            operation.Responses["403"] = new OpenApiResponse { Description = "Forbidden" };
        }

        return Task.CompletedTask;
    }

    private static Task AddTraceId(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(ProblemDetails)))
        {
            schema.Properties!["traceId"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "Finds the request in the traces and logs.",
            };
        }

        return Task.CompletedTask;
    }
}
