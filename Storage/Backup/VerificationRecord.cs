using System.Text.Json;
using System.Text.Json.Serialization;

namespace Belfry.Storage.Backup;

/// <summary>The content of a verification object.</summary>
internal sealed record VerificationRecord(
    string Backup,
    string Object,
    string? Sha256,
    DateTimeOffset CheckedAt,
    bool Good,
    string? Reason,
    long? RestoreMilliseconds,
    long? Bytes,
    IReadOnlyList<string> Checks)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, VerificationJson.Default.VerificationRecord);

    public static VerificationRecord? FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, VerificationJson.Default.VerificationRecord);
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerificationRecord))]
internal sealed partial class VerificationJson : JsonSerializerContext;
