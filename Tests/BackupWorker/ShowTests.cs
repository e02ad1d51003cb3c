using System.Diagnostics;
using System.Text;

namespace Belfry.Tests.BackupWorker;

/// <summary>One backup in words, and a person at a terminal who picks one.</summary>
public sealed class ShowTests : IAsyncLifetime
{
    private const string Script = "/usr/bin/script";

    private readonly Playground _playground = new();

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Show_ABackup_TellsHowToBringItBack()
    {
        var backup = await _playground.BackUpAsync();

        var shown = await _playground.BelfryAsync("show", backup.Id[..12]);

        Assert.True(shown.ExitCode == 0, shown.Errors);
        Assert.Contains(backup.Id, shown.Output, StringComparison.Ordinal);
        Assert.Contains("verified, checked", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"belfry restore {backup.Id} --to restored.db", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WithoutWords_AtATerminal_AsksForTheRest()
    {
        Assert.SkipUnless(File.Exists(Script), "There is no script(1) here to give the program a terminal.");
        await _playground.BackUpAsync();
        var info = BelfryProgram.StartInfo(_playground.Folder);
        info.FileName = Script;
        info.ArgumentList.Clear();
        foreach (var word in (string[])["-qec", $"dotnet '{BelfryProgram.Assembly}' restore --archive '{_playground.ArchivePath}'", "/dev/null"])
        {
            info.ArgumentList.Add(word);
        }

        info.Environment["TERM"] = "xterm";
        using var terminal = Process.Start(info)!;

        await ReadUntilAsync(terminal, "Which backup?");
        await terminal.StandardInput.WriteAsync("\r");
        await ReadUntilAsync(terminal, "which new file?");
        await terminal.StandardInput.WriteAsync("picked.db\r");
        await ReadUntilAsync(terminal, "Restored");
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("picked.db")));
    }

    private static async Task ReadUntilAsync(Process terminal, string expected)
    {
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var (seen, buffer) = (new StringBuilder(), new char[1024]);
        while (!seen.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var count = await terminal.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.True(count > 0, $"The program ended before \"{expected}\":\n{seen}");
            seen.Append(buffer, 0, count);
        }
    }
}
