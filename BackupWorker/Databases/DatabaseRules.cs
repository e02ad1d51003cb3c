using Belfry.BackupWorker.Options;
using Belfry.ServiceDefaults;
using Belfry.Storage;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Databases;

/// <summary>Checks what the options of one section cannot: mirrors, further databases, and that none of them is protected twice.</summary>
internal sealed class DatabaseRules(IConfiguration configuration) : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        var databases = ConfiguredDatabase.All(configuration);
        var faults = databases.SelectMany(database => database.Faults()).Concat(Twice(databases)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Twice(List<ConfiguredDatabase> databases)
    {
        if (databases.Skip(1).Any(database => database.Name == ConfiguredDatabase.First))
        {
            yield return ValidatedOptions.Sentence(
                $"{BackupOptions.Section}:Databases:{ConfiguredDatabase.First}", $"The first database, whose settings are those of {BackupOptions.Section} itself, has this name. Choose another one.");
        }

        var files = new Dictionary<string, string>();
        foreach (var database in databases.DistinctBy(database => database.Name))
        {
            if (FileOf(database) is (var path, var identity) && !files.TryAdd(identity, database.Name))
            {
                yield return database.PathFault($"{path} is the file of {files[identity]} too. A database is protected once.");
            }
        }
    }

    /// <summary>Whether two paths lead to one file.</summary>
    public static bool AreOne(string? left, string? right) => left is not null && right is not null && DatabaseFiles.Identity(left) == DatabaseFiles.Identity(right);

    /// <summary>Its path, and which file that is; null when none is named, which another fault tells.</summary>
    private static (string Path, string Identity)? FileOf(ConfiguredDatabase database)
    {
        try
        {
            return database.DatabaseFile is { } path ? (path, DatabaseFiles.Identity(path)) : null;
        }
        catch (Exception unusable) when (unusable is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
