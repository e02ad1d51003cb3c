using System.Text.Json;
using System.Text.Json.Serialization;
using Belfry.Api.Control;
using Belfry.Api.Items;
using Belfry.Api.Lists;
using Belfry.Api.Paging;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Json;

/// <summary>How bodies are read and written: camelCase, by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(WishListInput))]
[JsonSerializable(typeof(Page<WishList>))]
[JsonSerializable(typeof(ItemInput))]
[JsonSerializable(typeof(Page<Item>))]
[JsonSerializable(typeof(ControlState))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
