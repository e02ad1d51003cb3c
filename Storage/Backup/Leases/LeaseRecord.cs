using System.Text.Json;
using System.Text.Json.Serialization;

namespace Belfry.Storage.Backup.Leases;

/// <summary>The content of a lease object; docs/backup-format.md describes it.</summary>
/// <param name="Holder">32 random hex digits, new for each taking.</param>
/// <param name="Host">The holder's machine, for people.</param>
/// <param name="Place">The holder's state folder on its machine since the last boot; null where that cannot be told.</param>
/// <param name="TakenAt">By the holder's clock, for people.</param>
/// <param name="LifetimeSeconds">Without a change for this long the lease has expired.</param>
/// <param name="Renewals">Grows with every renewal, so that observers see a change without comparing clocks.</param>
/// <param name="Confirmed">Whether the holder won; false while it waits for other claims.</param>
/// <param name="Released">Whether the holder stopped by itself.</param>
internal sealed record LeaseRecord(
    string Holder, string Host, string? Place, DateTimeOffset TakenAt, int LifetimeSeconds, long Renewals, bool Confirmed, bool Released)
{
    /// <summary>A lifetime as it is written: never shorter.</summary>
    public static int Seconds(TimeSpan lifetime) => (int)Math.Ceiling(lifetime.TotalSeconds);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LeaseJson.Default.LeaseRecord);

    /// <summary>Null when it is not one, as while it is being written over.</summary>
    public static LeaseRecord? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LeaseJson.Default.LeaseRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LeaseRecord))]
internal sealed partial class LeaseJson : JsonSerializerContext;
