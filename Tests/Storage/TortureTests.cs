using Belfry.Tests.Support;
using Belfry.Tests.Torture;

namespace Belfry.Tests.Storage;

/// <summary>Longer by hand: <c>./bench/run torture 5000</c>.</summary>
public sealed class TortureTests
{
    private const int Kills = 200;
    private const string SeedVariable = "BELFRY_TORTURE_SEED";

    [Fact]
    public async Task Torture_TwoHundredKills_LosesNothingAcknowledged()
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"{SeedVariable}={seed} repeats it");
        using var folder = new TempFolder();

        var result = await TortureRun.RunAsync(BuiltProgram.PathOf("Torture", "Torture.dll"), Kills, seed, folder.Path);

        Assert.Equal(Kills, result.Kills);
        Assert.True(result.Acknowledged > Kills, $"Only {result.Acknowledged} writes were acknowledged.");
        Assert.True(result.Restores > Kills / 10, $"Only {result.Restores} states were restored.");
    }
}
