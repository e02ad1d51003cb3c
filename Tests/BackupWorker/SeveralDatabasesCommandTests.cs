using System.Text.Json;
using Belfry.BackupWorker.Documents;

namespace Belfry.Tests.BackupWorker;

/// <summary><c>belfry</c> where several databases are protected, and where nothing but their archive is left.</summary>
public sealed class SeveralDatabasesCommandTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private readonly OtherPrograms _others;

    public SeveralDatabasesCommandTests() => _others = new OtherPrograms(_playground);

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(7);
        await _others.CreateAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Verbs_WithAName_AreAboutThatDatabase_AndWithoutAboutTheFirst()
    {
        foreach (var words in (string[][])[["backup"], ["verify"], ["drill"], ["show"], ["name", "lunch"], ["prune", "--keep", "3"], ["keys"], ["undo", "--yes"]])
        {
            var answer = await _others.BelfryAsync([.. words, "--database", OtherPrograms.Notes]);
            Assert.True(answer.ExitCode == (words[0] == "undo" ? 3 : 0), $"{words[0]}: {answer.Errors}");
        }

        Assert.Single(await ListAsync("--database", OtherPrograms.Notes));
        Assert.Empty(await ListAsync("--database", "appdb"));
        Assert.Equal(0, (await _others.BelfryAsync("backup")).ExitCode);
        Assert.Single(await ListAsync("--database", "appdb"));
        Assert.Equal([7], await RestoredAsync());
        Assert.Equal([1], await RestoredAsync("--database", OtherPrograms.Notes));
    }

    [Theory]
    [InlineData("others/notes.db")]
    [InlineData("linked/notes.db")]
    public async Task File_OfAFurtherDatabase_IsThatDatabase(string path)
    {
        Directory.CreateSymbolicLink(_playground.File("linked"), _playground.File("others"));
        var backup = await _others.BelfryAsync("backup", "--database", _playground.File(path));
        Assert.True(backup.ExitCode == 0, backup.Errors);

        Assert.Single(await ListAsync("--database", OtherPrograms.Notes));
        Assert.Empty(await ListAsync("--database", "appdb"));
    }

    [Fact]
    public async Task Status_OfSeveral_ShowsEach_AndEndsWithTheFirstThatIsNotProtected()
    {
        await _others.BelfryAsync("backup");
        await _others.BelfryAsync("backup", "--database", OtherPrograms.Till);

        var status = await _others.BelfryAsync("status", "--json");
        var words = await _others.BelfryAsync("status");

        var databases = JsonSerializer.Deserialize(status.Output, DocumentJson.Default.EachDocumentStatusDocument)!.Databases;
        Assert.Equal([("appdb", true), ("notes", false), ("till", true)], databases.Select(one => (one.Database, one.Result!.Protected)));
        Assert.Equal((3, "nothing-to-restore"), (status.ExitCode, databases[1].Fault!.Code));
        Assert.Equal(3, words.ExitCode);
        Assert.Contains("Next: belfry backup --database notes", words.Errors, StringComparison.Ordinal);
        Assert.All(["Database   appdb", "Database   notes", "Database   till", "Commits    not streamed."], expected => Assert.Contains(expected, words.Output, StringComparison.Ordinal));

        Assert.Equal(0, (await _others.BelfryAsync("backup", "--database", OtherPrograms.Notes)).ExitCode);
        Assert.Equal(0, (await _others.BelfryAsync("status")).ExitCode);
    }

    [Fact]
    public async Task ListAndDoctorAndPause_OfSeveral_AreAboutAll()
    {
        await BackUpEachAsync();

        var list = await _others.BelfryAsync("list", "--json");
        var doctor = await _others.BelfryAsync("doctor", "--json");
        var pause = await _others.BelfryAsync("pause", "--json");
        var resumed = await _others.BelfryAsync("resume", "--database", OtherPrograms.Notes, "--json");
        var after = await _others.BelfryAsync("status", "--json");

        Assert.Equal((0, 0, 0, 0, 0), (list.ExitCode, doctor.ExitCode, pause.ExitCode, resumed.ExitCode, after.ExitCode));
        Assert.All(JsonSerializer.Deserialize(list.Output, DocumentJson.Default.EachDocumentBackupListDocument)!.Databases, one => Assert.Single(one.Result!.Backups));
        Assert.Equal(3, JsonSerializer.Deserialize(doctor.Output, DocumentJson.Default.EachDocumentDoctorDocument)!.Databases.Count);
        Assert.All(JsonSerializer.Deserialize(pause.Output, DocumentJson.Default.EachDocumentPauseDocument)!.Databases, one => Assert.NotNull(one.Result!.PausedUntil));
        Assert.Equal(
            [("appdb", true), ("notes", false), ("till", true)],
            JsonSerializer.Deserialize(after.Output, DocumentJson.Default.EachDocumentStatusDocument)!.Databases.Select(one => (one.Database, one.Result!.PausedUntil is not null)));
    }

    [Fact]
    public async Task Archive_WithoutSettings_TellsWhatItHas_AndGivesItBack()
    {
        await BackUpEachAsync();

        var list = await AloneAsync("list", "--archive", _playground.ArchivePath, "--json");
        var restored = await AloneAsync("restore", "latest", "--to", "till.db", "--archive", _playground.ArchivePath, "--database", OtherPrograms.Till);
        var unknown = await AloneAsync("list", "--archive", _playground.ArchivePath, "--database", "other");

        Assert.Equal(["appdb", "notes", "till"], JsonSerializer.Deserialize(list.Output, DocumentJson.Default.EachDocumentBackupListDocument)!.Databases.Select(one => one.Database));
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("till.db")));
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("Known are: appdb, notes, till.", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_OfOneDatabaseThatIsNotTheFirst_NeedsNoName()
    {
        await _others.BelfryAsync("backup", "--database", OtherPrograms.Notes);

        var restored = await AloneAsync("restore", "latest", "--to", "notes.db", "--archive", _playground.ArchivePath);

        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("notes.db")));
        Assert.Single(JsonSerializer.Deserialize((await AloneAsync("list", "--archive", _playground.ArchivePath, "--json")).Output, DocumentJson.Default.BackupListDocument)!.Backups);
    }

    [Fact]
    public async Task Archive_OfSeveralWithoutTheFirst_AsksWhichOne_AndTheSuggestionWorks()
    {
        await _others.BelfryAsync("backup", "--database", OtherPrograms.Notes);
        await _others.BelfryAsync("backup", "--database", OtherPrograms.Till);

        var asked = await AloneAsync("restore", "latest", "--to", "one.db", "--archive", _playground.ArchivePath);
        var next = asked.Errors.Split("Next: belfry ")[1].Trim().Split(' ');

        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("notes, till", asked.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await AloneAsync(next)).ExitCode);
    }

    [Fact]
    public async Task Name_ThatNothingKnows_IsNoFile()
    {
        var answer = await _others.BelfryAsync("backup", "--database", "other");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("There is no database called other.", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("./other", answer.Errors, StringComparison.Ordinal);
    }

    private async Task BackUpEachAsync()
    {
        foreach (var database in (string[])["appdb", OtherPrograms.Notes, OtherPrograms.Till])
        {
            Assert.Equal(0, (await _others.BelfryAsync("backup", "--database", database)).ExitCode);
        }
    }

    private async Task<IReadOnlyList<BackupDocument>> ListAsync(params string[] words)
    {
        var answer = await _others.BelfryAsync(["list", "--json", .. words]);
        return answer.ExitCode == 3 ? [] : JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.BackupListDocument)!.Backups;
    }

    private async Task<List<long>> RestoredAsync(params string[] words)
    {
        var file = $"{Guid.NewGuid():n}.db";
        var answer = await _others.BelfryAsync(["restore", "latest", "--to", file, .. words]);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return await Playground.LedgerAsync(_playground.File(file));
    }

    /// <summary>As on another machine.</summary>
    private Task<Answer> AloneAsync(params string[] words) => BelfryProgram.RunAsync(BelfryProgram.StartInfo(_playground.Folder, words));
}
