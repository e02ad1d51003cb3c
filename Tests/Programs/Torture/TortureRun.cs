namespace Belfry.Tests.Torture;

/// <summary>
/// Kills writers and followers at random moments (SIGKILL) and judges the database and every restored state by a ledger of acknowledged writes: nothing
/// acknowledged is lost locally, nothing is lost in the archive once a follower caught up, and every restored state is a prefix of each caller's writes.
/// </summary>
public static class TortureRun
{
    /// <summary>Most of a kill is waiting for a start: several databases are tortured at once.</summary>
    private const int Worlds = 4;

    /// <summary>Runs to the end, or to the first fault.</summary>
    /// <param name="program">This program's assembly as it was built.</param>
    /// <param name="kills">How many processes to kill.</param>
    /// <param name="seed">Decides who is killed when; the moments also depend on the machine.</param>
    /// <param name="folder">Where the databases and archives are made; they stay.</param>
    /// <exception cref="InvalidOperationException">A fault was found; the message names the seed.</exception>
    public static async Task<TortureResult> RunAsync(string program, int kills, int seed, string folder)
    {
        var worlds = Enumerable.Range(0, Worlds).Select(number => new World(program, new Random(unchecked(seed + number)), Path.Combine(folder, $"{number}"))).ToArray();
        try
        {
            await Task.WhenAll(worlds.Select((world, number) => world.RunAsync((kills / Worlds) + (number < kills % Worlds ? 1 : 0))));
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}, folder {folder}: {fault.Message}", fault);
        }

        return new TortureResult(
            worlds.Sum(world => world.Kills), worlds.Sum(world => world.Ledger.Count), worlds.Sum(world => world.Restores), worlds.Sum(world => world.LineageCount()));
    }
}

/// <summary>What a run did.</summary>
/// <param name="Kills">Processes killed.</param>
/// <param name="Acknowledged">Writes acknowledged, all of which were found again.</param>
/// <param name="Restores">States restored and judged.</param>
/// <param name="Lineages">Histories that the followers wrote.</param>
public sealed record TortureResult(int Kills, long Acknowledged, int Restores, int Lineages);
