using System.Globalization;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;
using Belfry.Tests.Torture;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 4: the power goes. Of everything that was not flushed nothing is left.</summary>
public sealed class PowerLossTests
{
    private const int Cuts = 4;
    private static readonly string Program = BuiltProgram.PathOf("Torture", "Torture.dll");

    [Fact]
    public async Task PowerCut_WhileWritingAndFollowing_LosesNothingAcknowledgedAndLeavesAWholeArchive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is flushed can be watched on Linux only.");
        using var power = new PowerLoss();
        var ledger = new Ledger();
        var restored = Path.Combine(power.Root, "..", "..", "restored.db");
        for (var cut = 0; cut < Cuts; cut++)
        {
            // An archive of its own each time: after a boot the lease of the last one has to run out first.
            var (database, archive) = (Path.Combine(power.Root, "data", "app.db"), Path.Combine(power.Root, $"archive{cut}"));
            using var writer = new Child(Program, ledger.Note, power.Environment, "write", database, $"{1 << (16 + cut)}");
            await writer.ReadyAsync();
            var archived = "";
            using var follower = new Child(Program, line => Volatile.Write(ref archived, line), power.Environment, "follow", database, archive, "5", "65536");
            await follower.ReadyAsync();
            var before = ledger.Count;
            await FollowerWaits.UntilAsync(() => ledger.Count > before + 100 && PositionOf(Volatile.Read(ref archived)) > 10);
            await Task.WhenAll(writer.KillAsync(), follower.KillAsync());
            power.Cut();

            await ledger.JudgeCompleteAsync(Path.Combine(power.Root, "data", "app.db"));
            var left = await Archive.OpenAsync(
                new ArchiveOptions { Target = new FolderTarget(Path.Combine(power.Root, $"archive{cut}")) }, cancellation: TestContext.Current.CancellationToken);
            File.Delete(restored);
            var result = await left.RestoreAsync(RestorePoint.Latest, restored, cancellation: TestContext.Current.CancellationToken);
            await Ledger.JudgePrefixAsync(restored);
            Assert.StartsWith(result.Lineage, archived, StringComparison.Ordinal);
            Assert.True(result.Position >= PositionOf(archived), $"The archive had said {archived}, but ends at {result.Position}.");
        }
    }

    private static long PositionOf(string line) => line.Split(' ') is [_, var position] ? long.Parse(position, CultureInfo.InvariantCulture) : 0;

    /// <summary>The model itself: what is not flushed is gone.</summary>
    [Fact]
    public async Task PowerCut_WritesThatWereNotFlushed_AreGone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is flushed can be watched on Linux only.");
        using var power = new PowerLoss();
        await File.WriteAllTextAsync(Path.Combine(power.Root, "data", "unflushed"), "lost", TestContext.Current.CancellationToken);

        power.Cut();

        Assert.Empty(Directory.GetFiles(Path.Combine(power.Root, "data")));
    }
}
