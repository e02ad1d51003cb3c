using System.Reflection;
using System.Text.RegularExpressions;

namespace Belfry.Storage.Migrations;

/// <summary>All migrations of an application, numbered from 1 without gaps.</summary>
public sealed partial class MigrationSet
{
    private MigrationSet(IEnumerable<(string FileName, string Sql)> files, string source)
    {
        Source = source;
        Migrations = [.. files.Select(file => Parse(file.FileName, file.Sql)).OrderBy(migration => migration.Number)];
        for (var i = 0; i < Migrations.Count; i++)
        {
            if (Migrations[i].Number != i + 1)
            {
                throw new StorageException(
                    StorageError.MigrationMissing,
                    source,
                    $"Cannot use the migrations of {source}.",
                    $"Number {i + 1:0000} is missing or used twice (found {Migrations[i].FileName} in its place).",
                    "Number the files 0001, 0002, ... without gaps.");
            }
        }
    }

    /// <summary>The migrations in order.</summary>
    public IReadOnlyList<Migration> Migrations { get; }

    /// <summary>Where they were read, for messages.</summary>
    public string Source { get; }

    /// <summary>The embedded resources of an assembly whose names end like <c>.0001-lists.sql</c>.</summary>
    /// <param name="assembly">Such as the application's: <c>&lt;EmbeddedResource Include="Migrations/*.sql" /&gt;</c>.</param>
    /// <exception cref="StorageException"><see cref="StorageError.MigrationMissing"/>: the numbering has a gap or a duplicate, or there is no migration at all.</exception>
    public static MigrationSet FromAssembly(Assembly assembly)
    {
        var files = assembly.GetManifestResourceNames()
            .Select(name => FileName().Match(name))
            .Where(match => match.Success)
            .Select(match => (match.Groups["file"].Value, Read(assembly.GetManifestResourceStream(match.Value)!)))
            .ToList();
        return NotEmpty(new MigrationSet(files, assembly.GetName().Name!));
    }

    /// <summary>The files of a folder whose names are like <c>0001-lists.sql</c>.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="StorageException"><see cref="StorageError.MigrationMissing"/>: the numbering has a gap or a duplicate, or there is no migration at all.</exception>
    public static MigrationSet FromFolder(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.sql").Select(file => (Path.GetFileName(file), File.ReadAllText(file)));
        return NotEmpty(new MigrationSet(files, folder));
    }

    [GeneratedRegex(@"^(?:.*[./])?(?<file>(?<number>\d{4})-(?<name>[a-z0-9-]+)\.sql)$")]
    private static partial Regex FileName();

    private static Migration Parse(string fileName, string sql)
    {
        var match = FileName().Match(fileName);
        return match.Success
            ? new Migration(int.Parse(match.Groups["number"].ValueSpan), match.Groups["name"].Value, sql)
            : throw new StorageException(
                StorageError.MigrationMissing, fileName, $"Cannot use {fileName}.", "Its name is not like 0001-name.sql.", "Rename the file.");
    }

    private static MigrationSet NotEmpty(MigrationSet set) => set.Migrations.Count > 0
        ? set
        : throw new StorageException(
            StorageError.MigrationMissing, set.Source, $"Cannot use the migrations of {set.Source}.", "There are none.", "Add a file like 0001-name.sql there.");

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
