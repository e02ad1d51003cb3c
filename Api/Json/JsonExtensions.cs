using System.Text.Json.Serialization;

namespace Belfry.Api.Json;

internal static class JsonExtensions
{
    public static void AddJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(options =>
    {
        options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        // A number is a number: "50" is a mistake, and the OpenAPI document does not offer it.
        options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
    });
}
