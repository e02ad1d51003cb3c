using System.Text.Json.Serialization;

namespace Belfry.Api.Json;

internal static class JsonExtensions
{
    public static void AddJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(options =>
    {
        // Nothing else: what is missing there would be found by reflection here, and not at all in a program compiled to native code.
        options.SerializerOptions.TypeInfoResolver = ApiJson.Default;
        // The default escapes more than the framework's choice for HTTP, and only with it the generated code is used that writes without looking types up.
        options.SerializerOptions.Encoder = null;
        // A number is a number: "50" is a mistake, and the OpenAPI document does not offer it.
        options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
    });
}
