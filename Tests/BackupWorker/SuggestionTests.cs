using System.Text.RegularExpressions;

namespace Belfry.Tests.BackupWorker;

/// <summary>Every command that the program suggests, in a fault or in its help, is pasted into a shell and must work as it stands.</summary>
public sealed partial class SuggestionTests : IAsyncLifetime
{
    private const string Shell = "/bin/sh";
    private const string AnyArchive = "/path/to/backups";
    private const string AnyDatabase = "/path/to/app.db";
    private const string AnyBackup = "20261121T011426.123Z";

    private readonly Playground _playground = new();
    private string _newest = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Shell), "The suggestions are written for a POSIX shell.");
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await _playground.BackUpAsync();
        _newest = (await _playground.BackUpAsync()).Id;
        await File.WriteAllTextAsync(_playground.File("it's taken.db"), "precious", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_playground.File("no archive"));
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Theory]
    [InlineData("belfry frobnicate")]
    [InlineData("belfry restore latest")]
    [InlineData("belfry list --archive absent")]
    [InlineData("belfry status --archive absent")]
    [InlineData("belfry list --archive 'no archive'")]
    [InlineData("belfry restore latest --to out.db --archive 'no archive'")]
    [InlineData("belfry restore 2019 --to out.db --archive backups")]
    [InlineData("belfry restore --at soon --to out.db --archive backups")]
    [InlineData("belfry restore --at now --in-place --archive backups")]
    [InlineData("belfry undo --archive backups")]
    [InlineData("belfry restore 2 --to out.db --archive backups")]
    [InlineData("belfry restore latest --to \"it's taken.db\" --archive backups")]
    public async Task Next_OfAFault_WorksAsItStands(string command)
    {
        var fault = await PasteAsync(command, Configured);
        Assert.NotEqual(0, fault.ExitCode);

        var next = await PasteAsync(NextOf(fault), Configured);

        Assert.True(next.ExitCode == 0, $"{NextOf(fault)}\n{next.Errors}");
    }

    [Fact]
    public async Task Next_OfADamagedUpload_IsOfTheSameDatabaseArchiveAndKeys()
    {
        var uploads = Directory.CreateDirectory(_playground.File("notes files")).FullName;
        await File.WriteAllTextAsync(Path.Combine(uploads, new string('0', 64)), "damaged", TestContext.Current.CancellationToken);
        (string, string)[] notes = [("Backup__Databases__notes__Path", _playground.DatabasePath), ("Backup__Databases__notes__Uploads", uploads)];
        Assert.Equal(0, (await PasteAsync("belfry keys new first --key-file 'the keys'")).ExitCode);

        var fault = await PasteAsync("belfry backup --database notes --archive 'other backups' --key-file 'the keys'", notes);
        var next = await PasteAsync(NextOf(fault), notes);

        Assert.Equal(4, fault.ExitCode);
        Assert.True(next.ExitCode == 0, $"{NextOf(fault)}\n{next.Errors}");
        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("check.db")));
    }

    [Theory]
    [InlineData("Backup__Schedule")]
    [InlineData("Backup__Databases__notes__Schedule")]
    public async Task Next_OfAWrongSchedule_NamesItsVariable(string variable)
    {
        var fault = await PasteAsync("belfry status --database notes --archive backups", ("Backup__Databases__notes__Path", _playground.File("notes.db")), (variable, "61 * * * *"));

        Assert.Equal(2, fault.ExitCode);
        Assert.Contains($"Next: Correct {variable}, for example", fault.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("belfry list")]
    [InlineData("belfry backup --archive backups")]
    public async Task Next_WhereNothingIsConfigured_WorksWithTheRightPath(string command)
    {
        var fault = await PasteAsync(command);
        Assert.Equal(2, fault.ExitCode);

        var next = NextOf(fault).Replace(AnyArchive, _playground.ArchivePath, StringComparison.Ordinal)
            .Replace(AnyDatabase, _playground.DatabasePath, StringComparison.Ordinal);

        Assert.Equal(0, (await PasteAsync(next, ("Backup__Target", _playground.ArchivePath))).ExitCode);
    }

    [Theory]
    [InlineData("belfry")]
    [InlineData("belfry status")]
    [InlineData("belfry list")]
    [InlineData("belfry backup")]
    [InlineData("belfry verify")]
    [InlineData("belfry restore")]
    public async Task Example_OfTheHelp_WorksAsItStands(string command)
    {
        var help = await PasteAsync($"{command} --help");
        var examples = Example().Matches(help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var line = example.Replace(AnyBackup, _newest, StringComparison.Ordinal)
                .Replace("/data/app.db", _playground.DatabasePath, StringComparison.Ordinal)
                .Replace("/backups", _playground.ArchivePath, StringComparison.Ordinal);
            var answer = await PasteAsync(line, Configured);
            Assert.True(answer.ExitCode == 0, $"{line}\n{answer.Errors}");
        }
    }

    /// <summary>As inside the worker's container: the service's own settings are there.</summary>
    private (string Name, string Value)[] Configured =>
        [("ConnectionStrings__appdb", $"Data Source={_playground.DatabasePath}"), ("Backup__Target", _playground.ArchivePath)];

    private Task<Answer> PasteAsync(string line, params (string Name, string Value)[] settings)
    {
        var info = BelfryProgram.StartInfo(_playground.Folder);
        info.FileName = Shell;
        info.ArgumentList.Clear();
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add($"belfry() {{ dotnet '{BelfryProgram.Assembly}' \"$@\"; }}; {line}");
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        return BelfryProgram.RunAsync(info);
    }

    private static string NextOf(Answer fault) => Next().Match(fault.Errors).Groups[1].Value;

    [GeneratedRegex("^Next: (belfry .*)$", RegexOptions.Multiline)]
    private static partial Regex Next();

    [GeneratedRegex("^  (belfry (?:(?!  ).)+)", RegexOptions.Multiline)]
    private static partial Regex Example();
}
