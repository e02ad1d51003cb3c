using Belfry.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace Belfry.Tests.ServiceDefaults;

public sealed class ServiceEndpointsTests
{
    [Fact]
    public void FindService_AddressGiven_ReturnsIt() =>
        Assert.Equal(new Uri("http://localhost:5302"), Configuration("http://localhost:5302").FindService("backup-worker"));

    [Theory]
    [InlineData(null)]
    [InlineData("not an address")]
    public void FindService_NoUsableAddress_ReturnsNull(string? address) =>
        Assert.Null(Configuration(address).FindService("backup-worker"));

    private static IConfigurationRoot Configuration(string? address) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("services:backup-worker:http:0", address)]).Build();
}
