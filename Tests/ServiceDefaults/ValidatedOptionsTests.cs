using System.ComponentModel.DataAnnotations;
using Belfry.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Belfry.Tests.ServiceDefaults;

public sealed class ValidatedOptionsTests
{
    [Fact]
    public void Value_EveryScalarGiven_BindsThemAll()
    {
        var options = Options(new() { ["Archive:Folder"] = "/backups", ["Archive:Keep"] = "7", ["Archive:Wait"] = "00:00:05" });

        Assert.Equal(("/backups", 7, TimeSpan.FromSeconds(5)), (options.Folder, options.Keep, options.Wait));
    }

    [Fact]
    public void Value_NothingOptionalGiven_KeepsTheDefaults() =>
        Assert.Equal(24, Options(new() { ["Archive:Folder"] = "/backups" }).Keep);

    [Fact]
    public void Value_SeveralFaults_ReportsEachWithKeyAndVariable()
    {
        var faults = Faults(new() { ["Archive:Keep"] = "0", ["Archive:Wait"] = "soon" });

        Assert.Collection(
            faults,
            fault => Assert.Equal("Archive:Folder (environment variable Archive__Folder): The Folder field is required.", fault),
            fault => Assert.StartsWith("Archive:Keep (environment variable Archive__Keep): ", fault),
            fault => Assert.Equal("Archive:Wait (environment variable Archive__Wait): 'soon' is not a TimeSpan.", fault));
    }

    [Fact]
    public void Value_RuleBroken_ReportsTheRule() =>
        Assert.Equal(
            ["Archive:Folder (environment variable Archive__Folder): Not an absolute path."],
            Faults(new() { ["Archive:Folder"] = "backups" }));

    private static ArchiveOptions Options(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddValidatedOptions<ArchiveOptions>("Archive", Rule);
        return services.BuildServiceProvider().GetRequiredService<IOptions<ArchiveOptions>>().Value;
    }

    private static IEnumerable<string> Faults(Dictionary<string, string?> settings) =>
        Assert.Throws<OptionsValidationException>(() => Options(settings)).Failures;

    private static IEnumerable<(string, string)> Rule(ArchiveOptions options) =>
        Path.IsPathRooted(options.Folder) ? [] : [(nameof(options.Folder), "Not an absolute path.")];

    private sealed class ArchiveOptions
    {
        [Required]
        public string Folder { get; init; } = "";

        [Range(1, 1000)]
        public int Keep { get; init; } = 24;

        public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);
    }
}
