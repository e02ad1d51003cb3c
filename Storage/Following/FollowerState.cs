using System.Text.Json;
using System.Text.Json.Serialization;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Following;

/// <summary>A place in a lineage and the same place in the WAL.</summary>
internal sealed record FollowerPlace(string Lineage, long Position, ulong Salts, long Frame, uint S0, uint S1, bool BigEndian, int PageSize, uint Pages, string Checksum)
{
    [JsonIgnore]
    public WalPosition Wal => new(Salts, Frame, new WalChecksum(S0, S1), BigEndian);

    public static FollowerPlace Of(string lineage, long position, WalPosition wal, int pageSize, PageTerms terms) => new(
        lineage, position, wal.Salts, wal.Frame, wal.Checksum.S0, wal.Checksum.S1, wal.BigEndian, pageSize, terms.Pages, terms.Checksum.ToString());
}

/// <summary>
/// Where to go on after a restart. <see cref="Next"/> is written before a segment is published and becomes true with it, so that a kill between the two leaves
/// no doubt: the archive's last position says which of both places holds.
/// </summary>
internal sealed record FollowerState(FollowerPlace? Current, FollowerPlace Next)
{
    public static FollowerState? Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), FollowerJson.Default.FollowerState) : null;
        }
        catch (JsonException)
        {
            return null; // torn by a power cut: nothing is known, a new lineage begins
        }
    }

    public void Save(string path)
    {
        var temporary = path + ".tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, FollowerJson.Default.FollowerState));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The place that agrees with the last position of its lineage in the archive; null when neither does.</summary>
    public FollowerPlace? At(long lastPosition) =>
        ((FollowerPlace?[])[Next, Current]).FirstOrDefault(place => place?.Lineage == Next.Lineage && place.Position == lastPosition);
}

/// <summary>Serialization without reflection.</summary>
[JsonSerializable(typeof(FollowerState))]
internal sealed partial class FollowerJson : JsonSerializerContext;
