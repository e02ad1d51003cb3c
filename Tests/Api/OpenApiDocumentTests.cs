using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>
/// The front end's types are made from the committed copy of the API's document. After a change of the API, renew the copy with
/// <c>UPDATE_OPENAPI=1 dotnet run --project Tests -- -class Belfry.Tests.Api.OpenApiDocumentTests</c>
/// </summary>
public sealed class OpenApiDocumentTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly string Copy = Path.Combine(RepositoryRoot.Path, "Web", "src", "api", "openapi.json");

    [Fact]
    public async Task Document_OfTheRunningApi_EqualsTheCommittedCopy()
    {
        var document = await api.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(Copy, document, TestContext.Current.CancellationToken);
        }

        Assert.True(
            document == await File.ReadAllTextAsync(Copy, TestContext.Current.CancellationToken),
            "Web/src/api/openapi.json is out of date. Renew it: UPDATE_OPENAPI=1 dotnet run --project Tests -- -class Belfry.Tests.Api.OpenApiDocumentTests");
    }

    [Fact]
    public async Task Document_EveryOperation_HasASummaryAndOperationId()
    {
        var paths = (await api.GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject();

        var operations = paths.SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!)).ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{operation["operationId"]} has no summary"));
        Assert.Equal(operations.Count, operations.Select(operation => (string)operation["operationId"]!).Distinct().Count());
    }
}
