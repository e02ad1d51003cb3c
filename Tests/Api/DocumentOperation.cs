using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

/// <summary>An operation of the API's document, with what a request of it may hold.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With names of parameters in braces.</param>
/// <param name="IsOpen">Whether it asks for no credential.</param>
/// <param name="NeedsWorker">Whether it may answer 503 when there is no worker.</param>
/// <param name="Parameters">In the query and in headers.</param>
/// <param name="Body">The schema of its JSON body; null when it has none.</param>
internal sealed record DocumentOperation(
    string Id, string Method, string Path, bool IsOpen, bool NeedsWorker, IReadOnlyList<(string Name, string In)> Parameters, JsonObject? Body)
{
    public static List<DocumentOperation> All(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => new DocumentOperation(
            (string)operation.Value!["operationId"]!,
            operation.Key.ToUpperInvariant(),
            path.Key,
            operation.Value["x-access"] is null,
            path.Key.StartsWith("/api/control/", StringComparison.Ordinal),
            [.. (operation.Value["parameters"]?.AsArray() ?? []).Select(one => ((string)one!["name"]!, (string)one["in"]!)).Where(one => one.Item2 != "path")],
            operation.Value["requestBody"]?["content"]?["application/json"]?["schema"]?.AsObject()))),
    ];
}
