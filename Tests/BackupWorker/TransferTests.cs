using System.Text.Json;
using Belfry.BackupWorker.Documents;
using Belfry.Storage;

namespace Belfry.Tests.BackupWorker;

/// <summary>Rows out of a database and into another one.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private const string Schema =
        """
        create table owners (id integer primary key, name text not null);
        create table things (id text primary key, owner integer not null references owners (id) on delete cascade, price real, done boolean, picture blob, twice integer generated always as (owner * 2));
        create virtual table search using fts5 (name, content = 'owners', content_rowid = 'id');
        create table waiting (id integer primary key);
        create table totals (id integer primary key, things integer not null);
        create trigger owner_added after insert on owners begin
            insert into waiting values (new.id);
            insert into search (rowid, name) values (new.id, new.name);
        end;
        create trigger owner_removed after delete on owners begin insert into search (search, rowid, name) values ('delete', old.id, old.name); end;
        create trigger thing_added after insert on things begin update totals set things = things + 1; end;
        """;

    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Export => _playground.File("export.jsonl");

    private string Other => _playground.File("other/app.db");

    public async ValueTask InitializeAsync()
    {
        await MakeAsync(_playground.DatabasePath, """
            insert into totals values (1, 0);
            insert into owners values (1, 'Ada "the first"'), (2, 'Łukasz' || char(10) || '2');
            insert into things (id, owner, price, done, picture) values ('a', 2, 0.1, 1, x'00ff'), ('b', 1, null, 0, null), ('c', 1, 1e300, 0, x''), ('d', 9007199254740993 - 9007199254740992, 3, 1, null);
            """);
        await MakeAsync(Other, "");
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Import_OfAnExport_BringsEveryValueExactly()
    {
        var exported = await RunAsync("export", Export, "--database", _playground.DatabasePath, "--json");
        var imported = await RunAsync("import", Export, "--database", Other, "--json");

        Assert.True(exported.ExitCode == 0, exported.Errors);
        Assert.True(imported.ExitCode == 0, imported.Errors);
        Assert.Equal(await DumpAsync(_playground.DatabasePath), await DumpAsync(Other));
        var tables = JsonSerializer.Deserialize(imported.Output, DocumentJson.Default.TransferDocument)!.Tables;
        Assert.Equal((2, 4, 2, 1), (tables["owners"], tables["things"], tables["waiting"], tables["totals"]));
        Assert.Equal("2", await SearchAsync(Other, "Łukasz"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Export));
        }
    }

    [Theory]
    [InlineData("\"rows\":4", "\"rows\":5", "5 rows")]
    [InlineData("[\"a\",2", "[\"a\",7", "missing row")]
    [InlineData("[\"b\",1", "[\"a\",1", "refuses the row")]
    [InlineData("[\"b\",1,", "[\"b\",1,1,", "columns")]
    [InlineData("[\"b\",1,", "[\"b\",1;", "no line of an export")]
    [InlineData("{\"hex\":\"00FF\"}", "{\"hex\":\"0\"}", "no line of an export")]
    [InlineData("\"table\":\"things\"", "\"table\":\"thongs\"", "no table thongs")]
    [InlineData("\"price\"", "\"prize\"", "no column prize")]
    [InlineData("{\"rows\":4}\n", "", "no line of an export")]
    [InlineData("\"version\":1", "\"version\":2", "version 1")]
    [InlineData("{\"tables\":", "", "no line of an export")]
    [InlineData("\"Ada", "\"\\ud800Ada", "no line of an export")]
    public async Task Import_OfADamagedExport_SaysWhere_AndWritesNothing(string text, string instead, string expected)
    {
        await RunAsync("export", Export, "--database", _playground.DatabasePath);
        var content = await File.ReadAllTextAsync(Export, Cancellation);
        Assert.Contains(text, content, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Export, content.Replace(text, instead, StringComparison.Ordinal), Cancellation);
        var before = await DumpAsync(Other);

        var refused = await RunAsync("import", Export, "--database", Other);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(expected, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await DumpAsync(Other));
    }

    [Fact]
    public async Task Import_WhereRowsAre_NeedsReplace_WhichBacksUpFirst()
    {
        await RunAsync("export", Export, "--database", _playground.DatabasePath);
        await using (var database = Database.Open(new DatabaseOptions { Path = Other }))
        {
            await database.WriteAsync(session => session.Execute("insert into owners values (9, 'here before')"), Cancellation);
        }

        var refused = await RunAsync("import", Export, "--database", Other);
        var unanswered = await RunAsync("import", Export, "--database", Other, "--archive", _playground.ArchivePath, "--replace");
        var replaced = await RunAsync("import", Export, "--database", Other, "--archive", _playground.ArchivePath, "--replace", "--yes", "--json");

        Assert.Contains("--replace", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, unanswered.ExitCode);
        Assert.True(replaced.ExitCode == 0, replaced.Errors);
        Assert.Equal(await DumpAsync(_playground.DatabasePath), await DumpAsync(Other));
        Assert.StartsWith("undo-import-", JsonSerializer.Deserialize(replaced.Output, DocumentJson.Default.TransferDocument)!.Safety);

        var undone = await RunAsync("undo", "--database", Other, "--archive", _playground.ArchivePath, "--yes");

        Assert.True(undone.ExitCode == 0, undone.Errors);
        Assert.StartsWith("9|here before", await DumpAsync(Other));
    }

    [Fact]
    public async Task Import_OverWhatWasExported_GivesItBackExactly()
    {
        await RunAsync("export", Export, "--database", _playground.DatabasePath);
        var before = await DumpAsync(_playground.DatabasePath);

        var replaced = await RunAsync("import", Export, "--database", _playground.DatabasePath, "--archive", _playground.ArchivePath, "--replace", "--yes");

        Assert.True(replaced.ExitCode == 0, replaced.Errors);
        Assert.Equal(before, await DumpAsync(_playground.DatabasePath));
        Assert.Equal("1", await SearchAsync(_playground.DatabasePath, "first"));
    }

    [Fact]
    public async Task Import_ThatWouldTakeRowsOfOtherTablesAway_IsRefused()
    {
        await File.WriteAllTextAsync(Export, "COPY owners (id, name) FROM stdin;\n1\tAda\n\\.\n", Cancellation);
        var before = await DumpAsync(_playground.DatabasePath);

        var refused = await RunAsync("import", Export, "--database", _playground.DatabasePath, "--archive", _playground.ArchivePath, "--replace", "--yes");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Rows of things", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await DumpAsync(_playground.DatabasePath));
    }

    [Fact]
    public async Task Import_OfAnExportThatWasCutBetweenTables_IsRefused()
    {
        await RunAsync("export", Export, "--database", _playground.DatabasePath);
        var lines = await File.ReadAllLinesAsync(Export, Cancellation);
        await File.WriteAllLinesAsync(Export, lines.Take(Array.FindLastIndex(lines, line => line.StartsWith("{\"table\"", StringComparison.Ordinal))), Cancellation);

        var refused = await RunAsync("import", Export, "--database", Other);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("these were all", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,name\n1,Ada\n")]
    [InlineData("INSERT INTO owners VALUES (1, 'Ada');\n")]
    [InlineData("COPY public.\"my owners\" (id) FROM stdin;\n1\n\\.\n")]
    public async Task Import_OfWhatIsNotUnderstood_IsRefused(string content)
    {
        await File.WriteAllTextAsync(Export, content, Cancellation);

        var refused = await RunAsync("import", Export, "--database", Other);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Nothing was imported.", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAPostgresDump_ReadsItsCopyBlocks()
    {
        await File.WriteAllTextAsync(Export, """
            -- PostgreSQL database dump
            SET client_encoding = 'UTF8';
            COPY public.things (id, owner, price, done, picture) FROM stdin;
            a	2	0.1	t	\\x00ff
            b	1	\N	f	\N
            \.
            COPY public."owners" (name, id) FROM stdin;
            Ada\t\\1	1
            Bo\nb	2
            \.
            SELECT pg_catalog.setval('public.owners_id_seq', 2, true);

            """, Cancellation);

        var imported = await RunAsync("import", Export, "--database", Other);

        Assert.True(imported.ExitCode == 0, imported.Errors);
        Assert.Equal("1|Ada\t\\1;2|Bo\nb;waiting 1;waiting 2;a|2|0.1|1|00FF;b|1|NULL|0|", (await DumpAsync(Other)).Replace("'", "", StringComparison.Ordinal));
    }

    private Task<Answer> RunAsync(params string[] words) => BelfryProgram.RunAsync(BelfryProgram.StartInfo(_playground.Folder, words));

    private static async Task MakeAsync(string path, string rows)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session =>
        {
            session.ExecuteScript(Schema + rows);
            return 0;
        }, Cancellation);
    }

    private static async Task<string?> SearchAsync(string path, string word)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        return await database.ReadAsync(session => session.QueryString("select group_concat(rowid) from search where search match ?1", word), Cancellation);
    }

    private static async Task<string> DumpAsync(string path)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        return string.Join(';', await database.ReadAsync(
            session => (List<string>)[
                .. session.Query("select id || '|' || name from owners order by id", row => row.GetString(0)),
                .. session.Query("select 'totals ' || things from totals", row => row.GetString(0)),
                .. session.Query("select 'waiting ' || id from waiting order by id", row => row.GetString(0)),
                .. session.Query("select id || '|' || owner || '|' || quote(price) || '|' || done || '|' || hex(picture) from things order by id", row => row.GetString(0)),
            ],
            Cancellation));
    }
}
