using System.Globalization;

namespace Belfry.Tests.BackupWorker.Foreign;

/// <summary>The worker beside programs that know nothing of it: nothing that they were told is committed is lost beyond the lag that the worker shows.</summary>
public sealed class ForeignWritersTests
{
    private const string SeedVariable = "BELFRY_FOREIGN_SEED";
    private const string SecondsVariable = "BELFRY_FOREIGN_SECONDS";

    [Fact]
    public Task ShellPythonAndNode_KilledLikeTheWorker_LoseNothingBeyondTheLagShown() => RunAsync(TimeSpan.Zero);

    [Fact(Explicit = true)] // minutes: see CONTRIBUTING.md
    public Task ShellPythonAndNode_KilledForMinutes_LoseNothingBeyondTheLagShown() => RunAsync(TimeSpan.FromSeconds(From(SecondsVariable) ?? 180));

    private static async Task RunAsync(TimeSpan length)
    {
        var seed = From(SeedVariable) ?? Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"{SeedVariable}={seed} repeats it");
        await using var world = new ForeignWorld(seed);

        var result = await world.RunAsync(length);

        TestContext.Current.TestOutputHelper!.WriteLine($"{result}");
        Assert.True(result.Acknowledged > result.WriterKills + result.WorkerKills, $"{result}");
    }

    private static int? From(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
}
