using Belfry.Tests.Torture;

namespace Belfry.Bench;

/// <summary>The torture of the tests, as long as asked.</summary>
internal static class TortureCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var kills = arguments.Length > 0 ? int.Parse(arguments[0]) : 200;
        var seed = arguments.Length > 1 ? int.Parse(arguments[1]) : Random.Shared.Next();
        var folder = Path.Combine(arguments.Length > 2 ? arguments[2] : Path.GetTempPath(), $"belfry-torture-{Guid.NewGuid():n}");
        Console.WriteLine($"{kills} kills, seed {seed}, folder {folder}");
        Console.WriteLine(await TortureRun.RunAsync(Tools.Built("Torture", "Torture.dll"), kills, seed, folder));
        Directory.Delete(folder, recursive: true); // a fault leaves it
        return 0;
    }
}
