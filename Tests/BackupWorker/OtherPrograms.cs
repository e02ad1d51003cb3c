using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>
/// Two databases of other programs beside the playground's own: <c>notes</c>, in WAL mode, which Python writes, and <c>till</c>, which the sqlite3 shell writes with a rollback
/// journal. Each has the table <c>ledger</c> with numbered entries, and each write is a program that starts, commits and ends.
/// </summary>
internal sealed class OtherPrograms(Playground playground)
{
    public const string Notes = "notes";
    public const string Till = "till";

    public string NotesPath => playground.File("others/notes.db");

    public string TillPath => playground.File("others/till.db");

    /// <summary>What the service has to be told beside the settings of the first; both databases go into the same archive.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Backup__Schedule", "0 3 * * *"), // nothing but a start or an order takes a backup while a test runs
        ("Backup__Databases__notes__Path", NotesPath),
        ("Backup__Databases__till__Path", TillPath),
    ];

    /// <summary>Makes both, each with entry 1.</summary>
    public async Task CreateAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(NotesPath)!);
        await PythonAsync("c.execute('pragma journal_mode = wal'); c.execute('create table ledger (entry integer primary key)')");
        await ShellAsync("create table ledger (entry integer primary key);");
        await AppendAsync(Notes, 1);
        await AppendAsync(Till, 1);
    }

    public Task AppendAsync(string database, long entry) => database == Notes
        ? PythonAsync($"c.execute('insert into ledger values ({entry})')")
        : ShellAsync($"insert into ledger values ({entry});");

    /// <summary>Runs SQL in the sqlite3 shell on the till.</summary>
    public Task ShellAsync(string sql) => RunAsync("sqlite3", "sudo apt-get install sqlite3", "-bail", "-cmd", ".timeout 5000", TillPath, sql);

    /// <summary>Runs <c>belfry</c> as beside the service: with its settings.</summary>
    public Task<Answer> BelfryAsync(params string[] words)
    {
        var info = BelfryProgram.StartInfo(playground.Folder, words);
        info.Environment["ConnectionStrings__appdb"] = $"Data Source={playground.DatabasePath}";
        info.Environment["Backup__Target"] = playground.ArchivePath;
        foreach (var (name, value) in Settings)
        {
            info.Environment[name] = value;
        }

        return BelfryProgram.RunAsync(info);
    }

    /// <summary>Starts the service and waits until each database has its first backup.</summary>
    public async Task<WorkerProcess> StartAsync(params (string Name, string Value)[] more)
    {
        var worker = await WorkerProcess.StartAsync(playground, [.. Settings, .. more]);
        foreach (var database in (string[])["appdb", Notes, Till])
        {
            await FirstBackupAsync(worker, database);
        }

        return worker;
    }

    public static Task FirstBackupAsync(WorkerProcess worker, string database) =>
        Eventually.TrueAsync(async () => (await worker.StateAsync(database)) is { NewestGood: not null, Running: false }, $"the first backup of {database}");

    /// <summary>Takes a backup on demand; it must succeed.</summary>
    public static async Task BackUpAsync(WorkerProcess worker, string database)
    {
        var job = await worker.RunJobAsync(new JobRequestDocument("backup"), database);
        Assert.True(job.State == JobDocument.Done, job.Fault?.Why);
    }

    private Task PythonAsync(string statements) => RunAsync(
        "python3", "sudo apt-get install python3", "-c", $"import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); {statements}; c.commit(); c.close()", NotesPath);

    private static async Task RunAsync(string program, string install, params string[] arguments)
    {
        var path = Prerequisite.FindProgram(program) ?? Prerequisite.Missing($"{program} is not installed", install);
        var answer = await BelfryProgram.RunAsync(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        Assert.True(answer.ExitCode == 0, answer.Errors);
    }
}
