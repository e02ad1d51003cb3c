using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Restore;

/// <summary>The named points of one database: one small object each.</summary>
internal sealed partial class PointLog(ObjectStore store)
{
    private const int MaxBytes = 64 << 10;

    /// <exception cref="ArgumentException">The name has characters that are not allowed.</exception>
    public static void CheckName(string name)
    {
        if (!NameShape().IsMatch(name))
        {
            throw new ArgumentException($"\"{name}\" cannot name a restore point. Use 1 to 63 of a-z, 0-9 and the hyphen.", nameof(name));
        }
    }

    /// <summary>All points, in the order of their names.</summary>
    public async Task<List<NamedPoint>> ListAsync(CancellationToken cancellation)
    {
        var points = new List<NamedPoint>();
        foreach (var stored in await store.Target.ListAsync(store.Names.Points, cancellation).ConfigureAwait(false))
        {
            if (await ReadAsync(stored.Name, cancellation).ConfigureAwait(false) is { } point)
            {
                points.Add(point);
            }
        }

        return points;
    }

    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>: no point has this name.</exception>
    public async Task<NamedPoint> FindAsync(string name, CancellationToken cancellation)
    {
        CheckName(name);
        return await ReadAsync(store.Names.Point(name), cancellation).ConfigureAwait(false) ?? throw new StorageException(
            StorageError.NotFound, store.Target.Description, $"Cannot find the point \"{name}\".", $"The archive {store.Target.Description} has none of this name.", "List the points and choose one of them.");
    }

    /// <exception cref="StorageException"><see cref="StorageError.TargetExists"/>: the name is taken.</exception>
    public async Task WriteAsync(NamedPoint point, CancellationToken cancellation)
    {
        if (await ReadAsync(store.Names.Point(point.Name), cancellation).ConfigureAwait(false) is { } existing)
        {
            throw new StorageException(
                StorageError.TargetExists,
                store.Target.Description,
                $"The point \"{point.Name}\" was not made.",
                $"The name belongs to the state of {existing.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC.",
                "Choose another name, or remove that point first.");
        }

        var created = await store.CreateAsync(ObjectKind.Point, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        await created.Content.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(point, PointJson.Default.NamedPoint), cancellation).ConfigureAwait(false);
        await created.CommitAsync(store.Names.Point(point.Name), cancellation).ConfigureAwait(false);
    }

    /// <summary>Whether a point has this name, also one that cannot be read.</summary>
    public async Task<bool> HasAsync(string name, CancellationToken cancellation)
    {
        CheckName(name);
        var wanted = store.Names.Point(name);
        return (await store.Target.ListAsync(store.Names.Points, cancellation).ConfigureAwait(false)).Exists(stored => stored.Name == wanted);
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        CheckName(name);
        return store.Target.DeleteAsync(store.Names.Point(name), cancellation);
    }

    /// <summary>Null when there is no such object. A damaged one is told: what it kept must not be given up in silence.</summary>
    private async Task<NamedPoint?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var reader = await store.OpenAsync(name, ObjectKind.Point, cancellation).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            var bytes = await reader.ReadToEndAsync(MaxBytes, cancellation).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, PointJson.Default.NamedPoint);
        }
        catch (StorageException gone) when (gone.Error == StorageError.NotFound)
        {
            return null;
        }
        catch (JsonException)
        {
            throw ObjectReader.Damaged(name, "its content is not that of a point");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,63}$")]
    private static partial Regex NameShape();
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NamedPoint))]
internal sealed partial class PointJson : JsonSerializerContext;
