using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Belfry.Tests.Hosting;

public sealed class ModelCheckTests
{
    [Fact]
    public async Task Start_ResourcesWaitInACircle_ShowsTheCircle()
    {
        var builder = TestApp.Describe();
        var a = builder.AddExecutable("a", "sh", ".");
        var b = builder.AddExecutable("b", "sh", ".").WaitFor(a);
        var c = builder.AddExecutable("c", "sh", ".").WaitFor(b);
        a.WaitFor(c);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Contains("a waits for c waits for b waits for a.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AwaitedResourceIsNotInTheModel_NamesIt()
    {
        var builder = TestApp.Describe();
        var stranger = builder.CreateResourceBuilder(new ExecutableResource("stranger", "sh", "."));
        builder.AddExecutable("a", "sh", ".").WaitFor(stranger);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.StartsWith("The resource 'a' waits for 'stranger', which is not part of the application.", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task AddParameter_NameOfAResourceOfTheAppHost_IsRefused()
    {
        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(async () =>
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(TestContext.Current.CancellationToken);
            builder.AddParameter("api");
        });

        Assert.StartsWith("Two resources are named 'api'.", fault.Message, StringComparison.Ordinal);
    }
}
