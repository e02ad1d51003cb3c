using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Belfry.Tests.BackupWorker;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public async Task Start_WithFaultsInSeveralDatabases_ReportsAllTogetherWithTheirVariables()
    {
        using var folder = new TempFolder();
        var info = BelfryProgram.StartInfo(folder.Path);
        foreach (var (name, value) in ((string, string)[])
        [
            ("ConnectionStrings__appdb", $"Data Source={folder.File("app.db")}"),
            ("Backup__Target", folder.File("backups")),
            ("Control__Key", WorkerProcess.Key),
            ("Backup__Keep", "0"), // told once, though each inherits it
            ("Backup__Databases__same__Path", $"{folder.Path}/absent/../app.db"),
            ("Backup__Databases__notes__Schedule", "61 * * * *"),
            ("Backup__Databases__notes__Keep", "many"),
            ("Backup__Databases__notes__Mirrors__0__Target", "s3://bucket"),
            ("Backup__Databases__Till__Path", folder.File("till.db")),
            ("Backup__Databases__appdb__Path", folder.File("other.db")),
        ])
        {
            info.Environment[name] = value;
        }

        var answer = await BelfryProgram.RunAsync(info);

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("9 settings are missing or wrong.", answer.Errors);
        Assert.All(
            [
                "(environment variable Backup__Keep)",
                $"(environment variable Backup__Databases__same__Path): {folder.File("app.db")} is the file of appdb too",
                "(environment variable Backup__Databases__notes__Path): Name the file",
                "(environment variable Backup__Databases__notes__Schedule): '61 * * * *'",
                "(environment variable Backup__Databases__notes__Keep): 'many'",
                "(environment variable Backup__Databases__notes__Mirrors__0__AccessKey)",
                "(environment variable Backup__Databases__notes__Mirrors__0__SecretKey)",
                "(environment variable Backup__Databases__Till): 'Till' cannot name a database",
                "(environment variable Backup__Databases__appdb): The first database",
            ],
            expected => Assert.Contains(expected, answer.Errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data/app.db", "linked.db")]
    [InlineData("data/app.db", "linked/app.db")]
    [InlineData("data/app.db", "hard.db")]
    [InlineData("data/new.db", "linked/new.db")] // its application makes it later
    public void Path_ThatLeadsToAnothersFile_IsRefused(string first, string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is asked which file a path leads to.");
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllText(folder.File("data/app.db"), "");
        File.WriteAllText(folder.File("data/other.db"), "");
        File.CreateSymbolicLink(folder.File("linked.db"), folder.File("data/app.db"));
        Directory.CreateSymbolicLink(folder.File("linked"), folder.File("data"));
        Assert.True(DurableFiles.TryLink(folder.File("data/app.db"), folder.File("hard.db")));
        var configuration = Configuration(
            ("ConnectionStrings:appdb", $"Data Source={folder.File(first)}"), ("Backup:Databases:other:Path", folder.File("linked/other.db")), ("Backup:Databases:same:Path", folder.File(path)));

        var result = new DatabaseRules(configuration).Validate(name: null, new BackupOptions());

        Assert.Contains($"(environment variable Backup__Databases__same__Path): {folder.File(path)} is the file of appdb too", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Further_TakesOfBackupWhatItDoesNotSay_ButNeitherPathNorUploads()
    {
        var notes = Read(
            ("ConnectionStrings:appdb", "Data Source=/data/app.db"), ("Backup:Target", "/backups"), ("Backup:Keep", "7"), ("Backup:Schedule", "0 3 * * *"), ("Backup:Uploads", "/data/files"),
            ("Backup:Databases:notes:Path", "/notes/notes.db"), ("Backup:Databases:notes:Schedule", "0 4 * * *"))[1];
        var options = notes.Options();

        Assert.Equal(("notes", "/notes/notes.db"), (notes.Name, notes.DatabaseFile));
        Assert.Equal(("/backups", 7, "0 4 * * *"), (options.Target, options.Keep, options.Schedule));
        Assert.Null(notes.UploadsFolder(options, "/notes/notes.db"));
    }

    [Fact]
    public void First_BesideOthers_IsAsItIsAlone()
    {
        var first = Read(("ConnectionStrings:appdb", "Data Source=/data/app.db"), ("Backup:Target", "/backups"), ("Backup:Databases:notes:Path", "/notes/notes.db"))[0];
        var options = first.Options();

        Assert.Equal(("appdb", "/data/app.db", "/backups"), (first.Name, first.DatabaseFile, options.Target));
        Assert.Equal(new UploadsFolder("/data/uploads"), first.UploadsFolder(options, "/data/app.db"));
    }

    [Theory]
    [InlineData(0, "Backup:Uploads", "Backup__Uploads")]
    [InlineData(1, "Backup:Databases:notes:Uploads", "Backup__Databases__notes__Uploads")]
    public void Uploads_ThatASettingNames_KnowItsVariable(int which, string key, string variable)
    {
        var database = Read(("Backup:Databases:notes:Path", "/notes/notes.db"), (key, "/files"))[which];

        Assert.Equal(new UploadsFolder("/files") { IsNamed = true, Setting = variable }, database.UploadsFolder(database.Options(), "/data/app.db"));
    }

    [Theory]
    [InlineData(null, null, "/offsite")]
    [InlineData("/elsewhere", null, "")]
    [InlineData(null, "/apart", "/apart")]
    [InlineData("/elsewhere", "/apart", "/apart")]
    public void Mirrors_GoWithTheTarget(string? target, string? mirror, string expected)
    {
        var notes = Read(
            ("Backup:Mirrors:0:Target", "/offsite"), ("Backup:Databases:notes:Path", "/notes/notes.db"), ("Backup:Databases:notes:Target", target), ("Backup:Databases:notes:Mirrors:0:Target", mirror))[1];

        Assert.Equal(expected, string.Join(' ', notes.Mirrors.Select(place => place.Target)));
    }

    private static List<ConfiguredDatabase> Read(params (string Key, string? Value)[] settings) => ConfiguredDatabase.All(Configuration(settings));

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();
}
