using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Retention;

/// <summary>Why objects are to be deleted.</summary>
internal enum MarkReason
{
    /// <summary>No kept restore point needs them.</summary>
    Retention,

    /// <summary>Coarser segments, read back and proven, replace them.</summary>
    Compaction,
}

/// <summary>Objects that a run found unnecessary at a time.</summary>
internal sealed record Mark(string Name, MarkReason Reason, DateTimeOffset At, IReadOnlyList<string> Objects);

/// <summary>The marks of one database: <c>doomed/20261121T011426.123Z-retention-9f3a61c2.json</c>, each a JSON list of names.</summary>
internal sealed class MarkLog(ITarget target, ArchiveNames names)
{
    private const int MaxObjects = 10_000;

    public async Task<List<Mark>> ReadAsync(CancellationToken cancellation)
    {
        var marks = new List<Mark>();
        foreach (var stored in await target.ListAsync(names.Doomed, cancellation).ConfigureAwait(false))
        {
            var parts = Path.GetFileNameWithoutExtension(stored.Name).Split('-');
            if (parts.Length == 3 && ArchiveTime.TryParse(Time(stored.Name), out var at) && Enum.TryParse<MarkReason>(parts[1], ignoreCase: true, out var reason)
                && await NameList.ReadAsync(target, stored.Name, cancellation).ConfigureAwait(false) is { } objects)
            {
                marks.Add(new Mark(stored.Name, reason, at, objects));
            }
        }

        return marks;
    }

    public async Task WriteAsync(MarkReason reason, IEnumerable<string> objects, DateTimeOffset at, CancellationToken cancellation)
    {
        foreach (var chunk in objects.Chunk(MaxObjects))
        {
            var name = $"{names.Doomed}{ArchiveTime.Text(at)}-{reason.ToString().ToLowerInvariant()}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.json";
            await NameList.WriteAsync(target, name, chunk, cancellation).ConfigureAwait(false);
        }
    }

    private static string Time(string name) => Path.GetFileName(name)[..Math.Min(ArchiveTime.Length, Path.GetFileName(name).Length)];
}

/// <summary>A small object that lists names of others, as plain JSON: names are no secret, every listing shows them.</summary>
internal static class NameList
{
    /// <summary>Null when it is gone or not such a list.</summary>
    public static async Task<List<string>?> ReadAsync(ITarget target, string name, CancellationToken cancellation)
    {
        try
        {
            var input = await target.OpenAsync(name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(input, NameListJson.Default.ListString, cancellation).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is StorageException { Error: StorageError.NotFound } or JsonException)
        {
            return null;
        }
    }

    public static async Task WriteAsync(ITarget target, string name, IEnumerable<string> objects, CancellationToken cancellation)
    {
        var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
        await using var closing = upload.ConfigureAwait(false);
        await JsonSerializer.SerializeAsync(upload.Content, [.. objects], NameListJson.Default.ListString, cancellation).ConfigureAwait(false);
        await upload.CommitAsync(name, cancellation).ConfigureAwait(false);
    }
}

/// <summary>Serialization without reflection.</summary>
[JsonSerializable(typeof(List<string>))]
internal sealed partial class NameListJson : JsonSerializerContext;
