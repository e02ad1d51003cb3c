using System.Diagnostics;
using System.Runtime.InteropServices;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker.Foreign;

/// <summary>The programs of <c>Tests/Programs/Foreign</c> and the shell of SQLite, each with the SQLite that it brings.</summary>
internal static class ForeignPrograms
{
    public const string Schema = """
        pragma journal_mode = wal;
        create table counts (writer text primary key, number integer not null);
        create table rows (id integer primary key, writer text not null, number integer not null, note text not null, unique (writer, number));
        """;

    /// <summary>One row and the count of rows in one transaction, then the acknowledgement of it.</summary>
    private const string Typed =
        "begin immediate; insert into counts values ('shell', 1) on conflict (writer) do update set number = number + 1; " +
        "insert into rows (writer, number, note) select writer, number, hex(randomblob(abs(random() % 200))) from counts where writer = 'shell'; " +
        "commit; select 'ack', number from counts where writer = 'shell';";

    /// <summary>In WAL mode it waits for readers with the write lock in its hand: not for long.</summary>
    private const string TypedNowAndThen = ".timeout 20\n.bail off\npragma wal_checkpoint(truncate);\n.bail on\n.timeout 20000";

    private static readonly NpmPackages Packages = new("Tests", "Programs", "Foreign");

    private static string Shell => Prerequisite.FindProgram("sqlite3") ?? Prerequisite.Missing("sqlite3 is not installed", "sudo apt-get install sqlite3");

    private static string Python => Prerequisite.FindProgram("python3") ?? Prerequisite.Missing("Python is not installed", "sudo apt-get install python3");

    /// <summary>The writers of a database, none of them started.</summary>
    public static async Task<IReadOnlyList<ForeignWriter>> WritersAsync(string database) =>
    [
        new("shell", [Shell, "-bail", "-separator", " ", "-cmd", ".timeout 20000", database], () => Random.Shared.Next(250) == 0 ? TypedNowAndThen : Typed),
        new("python", [Python, Path.Combine(Packages.Folder, "writer.py"), database]),
        new("node", [await NodeAsync(), Path.Combine(Packages.Folder, "writer.mjs"), database]),
    ];

    /// <summary>Runs the shell of SQLite to its end.</summary>
    public static async Task<string> ShellAsync(string database, string sql)
    {
        using var shell = Process.Start(new ProcessStartInfo(Shell, ["-bail", "-cmd", ".timeout 5000", database, sql]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, $"sqlite3 ended with {shell.ExitCode}: {output}");
        return output;
    }

    /// <summary>The Node on PATH, or one from a package where that one has no SQLite.</summary>
    private static async Task<string> NodeAsync()
    {
        using var asked = Process.Start(new ProcessStartInfo(NpmPackages.Node, ["-e", "require('node:sqlite')"]) { RedirectStandardError = true })!;
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (asked.ExitCode == 0)
        {
            return NpmPackages.Node;
        }

        await Packages.EnsureAsync();
        var packed = Path.Combine(Packages.Folder, "node_modules", $"node-linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "bin", "node");
        return File.Exists(packed) ? packed : Prerequisite.Missing("This Node has no SQLite", "install Node 22.13 or a newer one");
    }
}
