using System.Globalization;

namespace Belfry.Bench.Api;

/// <summary>From the start of the published API's process to its first answer, on an empty volume.</summary>
internal static class StartBench
{
    public static async Task<int> RunAsync(int times)
    {
        Belfry.Publish();
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var folder = Directory.CreateTempSubdirectory("belfry-bench-").FullName;
            using (var api = await Belfry.StartApiAsync(folder))
            {
                took.Add(api.Started.TotalMilliseconds);
            }

            Directory.Delete(folder, recursive: true);
        }

        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first answer: least {took[0]:0} ms, median {took[times / 2]:0} ms, most {took[^1]:0} ms"));
        return 0;
    }
}
