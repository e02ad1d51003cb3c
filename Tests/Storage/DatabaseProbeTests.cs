using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>A look at a database of another program changes nothing of it.</summary>
public sealed class DatabaseProbeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JournalMode_BesideAWalThatAKilledProgramLeft_LeavesItAsItIs()
    {
        var (path, killed) = (_folder.File("app.db"), _folder.File("killed.db"));
        File.WriteAllBytes(path, []);
        using (var session = new SessionFactory(path, new DatabaseOptions { Path = path }).OpenWriter())
        {
            session.Execute("create table t (x)");
            File.Copy(path, killed);
            File.Copy(path + "-wal", killed + "-wal");
        }

        var before = File.ReadAllBytes(killed + "-wal");

        Assert.Equal("wal", DatabaseProbe.JournalMode(killed));
        Assert.True(DatabaseProbe.HasTables(killed));
        Assert.NotEmpty(before);
        Assert.Equal(before, File.ReadAllBytes(killed + "-wal"));
    }

    [Fact]
    public void JournalMode_WithoutAWalFile_LeavesNone()
    {
        var path = _folder.File("app.db");
        File.WriteAllBytes(path, []);
        using (var session = new SessionFactory(path, new DatabaseOptions { Path = path }).OpenWriter())
        {
            session.Execute("create table t (x)");
        }

        Assert.Equal("wal", DatabaseProbe.JournalMode(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }
}
