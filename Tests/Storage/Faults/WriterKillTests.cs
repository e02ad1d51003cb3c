using Belfry.Tests.Support;
using Belfry.Tests.Torture;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 2: the application is killed in the middle of group commits.</summary>
public sealed class WriterKillTests
{
    [Fact]
    public async Task Write_KilledAmongGroupCommits_KeepsEveryAcknowledgedRowAndNoHalfOfAnother()
    {
        using var folder = new TempFolder();
        var ledger = new Ledger();
        for (var kill = 0; kill < 4; kill++)
        {
            using var writer = new Child(BuiltProgram.PathOf("Torture", "Torture.dll"), ledger.Note, "write", folder.File("data/app.db"), $"{1 << (16 + kill)}");
            var before = ledger.Count;
            await FollowerWaits.UntilAsync(() => ledger.Count > before + 50);
            await writer.KillAsync();
            await ledger.JudgeCompleteAsync(folder.File("data/app.db"));
        }
    }
}
