using Aspire.Hosting;

namespace Belfry.Tests.Hosting;

public sealed class ExternalServiceTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithReference_FixedAddress_SetsBothVariables()
    {
        var builder = TestApp.Describe();
        var mail = builder.AddExternalService("relay", "https://mail.example/");
        builder.AddShell("worker", "env | sort | grep -i relay").WithReference(mail);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(
            ["RELAY=https://mail.example/", "services__relay__https__0=https://mail.example/"],
            await app.OutputAsync("worker"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithReference_AddressIsAParameter_TakesItsValue()
    {
        var builder = TestApp.Describe("--Parameters:relay=http://127.0.0.1:25/");
        var mail = builder.AddExternalService("mail", builder.AddParameter("relay"));
        builder.AddShell("worker", "env | grep services__mail").WithReference(mail).WaitFor(mail);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(["services__mail__http__0=http://127.0.0.1:25/"], await app.OutputAsync("worker"));
    }

    [Theory]
    [InlineData("mail.example")]
    [InlineData("https://mail.example/inbox")]
    [InlineData("https://mail.example/?key=1")]
    public void AddExternalService_AddressOfAnotherForm_SaysWhichFormItNeeds(string address)
    {
        var fault = Assert.Throws<DistributedApplicationException>(() => TestApp.Describe().AddExternalService("mail", address));

        Assert.StartsWith($"The external service 'mail' cannot be at '{address}'.", fault.Message, StringComparison.Ordinal);
    }
}
