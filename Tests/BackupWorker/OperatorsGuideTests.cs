using System.Text.RegularExpressions;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>Every command of the operator's guide is pasted into a shell, where an application was stopped on its bad day, and must do what it is there for.</summary>
public sealed partial class OperatorsGuideTests : IAsyncLifetime
{
    private const string Shell = "/bin/sh";

    private static readonly string Guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/operating.md"));

    private readonly Playground _playground = new();
    private string _newest = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Shell), "The commands are written for a POSIX shell.");
        _ = Prerequisite.FindProgram("python3") ?? Prerequisite.Missing("Python is not installed", "sudo apt-get install python3");
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await _playground.BackUpAsync();
        _newest = (await _playground.BackUpAsync()).Id;
        await _playground.CloseDatabaseAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public void Guide_BeginsWithTheBadDay_AndItsFirstOrderBringsTheDataBack()
    {
        Assert.Equal("The bad day", Heading().Match(Guide).Groups[1].Value);
        Assert.Equal("belfry restore latest --to wishes.db", Blocks().SelectMany(block => block).First(line => !line.StartsWith("belfry status", StringComparison.Ordinal) && line != "belfry list"));
    }

    [Fact]
    public async Task EveryCommand_OfTheGuide_WorksAsItStands()
    {
        var ran = 0;
        foreach (var block in Blocks())
        {
            var folder = Directory.CreateDirectory(_playground.File($"shell-{ran}")).FullName;
            foreach (var line in block)
            {
                var answer = await PasteAsync(Here(line), folder);
                Assert.True(answer.ExitCode == 0, $"{line}\n{answer.Output}\n{answer.Errors}");
                ran++;
            }
        }

        Assert.InRange(ran, 20, int.MaxValue);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.DatabasePath));
        foreach (var file in (string[])["wishes.db", "by-hand.db", "app.db"])
        {
            Assert.NotEmpty(Directory.GetFiles(_playground.Folder, file, SearchOption.AllDirectories));
        }
    }

    /// <summary>The commands by block; without settings, and what needs a bucket or a service that runs: other tests do that.</summary>
    private static IEnumerable<IReadOnlyList<string>> Blocks() => Fence().Matches(Guide)
        .Select(fence => fence.Groups[1].Value.Split('\n').Where(line => Command().IsMatch(line)).ToList())
        .Where(lines => lines.Count > 0);

    /// <summary>A command with the paths, ids and moments of this machine, and the answer to its question.</summary>
    private string Here(string line)
    {
        var here = line.Replace("/data/app.db", _playground.DatabasePath, StringComparison.Ordinal)
            .Replace("/mnt/backups", _playground.File("mnt-backups"), StringComparison.Ordinal)
            .Replace("/etc/belfry", _playground.Folder, StringComparison.Ordinal)
            .Replace(" /backups", $" {_playground.ArchivePath}", StringComparison.Ordinal)
            .Replace("docs/restore.py", Path.Combine(RepositoryRoot.Path, "docs/restore.py"), StringComparison.Ordinal)
            .Replace("20261121T011426.123Z", _newest, StringComparison.Ordinal)
            .Replace("20261121T0114", _newest, StringComparison.Ordinal)
            .Replace("\"yesterday 14:03\"", "now", StringComparison.Ordinal);
        return here.EndsWith(" --in-place", StringComparison.Ordinal) || here.EndsWith(" undo", StringComparison.Ordinal) ? $"{here} --yes" : here;
    }

    private Task<Answer> PasteAsync(string line, string folder)
    {
        var info = BelfryProgram.StartInfo(folder);
        info.FileName = Shell;
        info.ArgumentList.Clear();
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add($"belfry() {{ dotnet '{BelfryProgram.Assembly}' \"$@\"; }}; {line}");
        info.Environment["ConnectionStrings__appdb"] = $"Data Source={_playground.DatabasePath}";
        info.Environment["Backup__Target"] = _playground.ArchivePath;
        info.Environment["Backup__Keep"] = "24";
        return BelfryProgram.RunAsync(info);
    }

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^(?!belfry run$|.*(s3://|rclone:))(belfry|python3|tar|mkdir) ")]
    private static partial Regex Command();
}
