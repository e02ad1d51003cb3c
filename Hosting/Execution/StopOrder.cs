namespace Aspire.Hosting.Execution;

/// <summary>Stops resources in the reverse order of their waits: those that nobody running waits for first, side by side.</summary>
internal static class StopOrder
{
    public static async Task RunAsync(IEnumerable<IResource> resources, Func<IResource, Task> stop)
    {
        var left = resources.ToHashSet();
        while (left.Count > 0)
        {
            var awaited = left.SelectMany(ModelCheck.Awaited).ToHashSet();
            var wave = left.Where(resource => !awaited.Contains(resource)).ToArray();
            await Task.WhenAll(wave.Select(stop)).ConfigureAwait(false);
            left.ExceptWith(wave);
        }
    }
}
