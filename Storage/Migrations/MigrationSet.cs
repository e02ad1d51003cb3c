using System.Reflection;
using System.Text.RegularExpressions;

namespace Belfry.Storage.Migrations;

/// <summary>All migrations of an application, numbered from 1 without gaps.</summary>
public sealed partial class MigrationSet
{
    internal MigrationSet(IEnumerable<(string Name, string Sql)> files, string source)
    {
        Source = source;
        Migrations = [.. files.Select(file => Parse(file.Name, file.Sql)).OrderBy(migration => migration.Number)];
        if (Migrations.Count == 0)
        {
            throw new StorageException(
                StorageError.MigrationMissing, source, $"Cannot use the migrations of {source}.", "There are none.", "Add a file like 0001-name.sql there.");
        }

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

    /// <summary>The embedded resources of an assembly whose names end in <c>.sql</c>; each must end like <c>.0001-lists.sql</c>.</summary>
    /// <param name="assembly">Such as the application's: <c>&lt;EmbeddedResource Include="Migrations/*.sql" /&gt;</c>.</param>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.MigrationMissing"/>: a name is not understood, the numbering has a gap or a duplicate, or there is no migration at all.
    /// </exception>
    public static MigrationSet FromAssembly(Assembly assembly)
    {
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase));
        return new(names.Select(name => (name, Read(assembly.GetManifestResourceStream(name)!))), assembly.GetName().Name!);
    }

    [GeneratedRegex(@"^(?:.*[./])?(?<number>[0-9]{4})-(?<name>[a-z0-9-]+)\.sql$")]
    private static partial Regex FileName();

    private static Migration Parse(string file, string sql)
    {
        var match = FileName().Match(file);
        return match.Success
            ? new Migration(int.Parse(match.Groups["number"].ValueSpan), match.Groups["name"].Value, sql)
            : throw new StorageException(
                StorageError.MigrationMissing, file, $"Cannot use {file}.", "Its name is not like 0001-name.sql.", "Rename the file.");
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
