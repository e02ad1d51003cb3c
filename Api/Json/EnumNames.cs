using System.Text.Json;
using System.Text.Json.Serialization;

namespace Belfry.Api.Json;

/// <summary>Enums as camelCase names; a number is refused, for it could stand for nothing.</summary>
internal sealed class EnumNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
