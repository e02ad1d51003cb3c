using System.Text.Json;
using System.Text.Json.Serialization;

namespace Belfry.Storage.Backup;

/// <summary>The content of a verification object.</summary>
internal sealed record VerificationRecord(
    [property: JsonPropertyName("backup")] string BackupId,
    string Object,
    string? Sha256,
    DateTimeOffset CheckedAt,
    bool Good,
    string? Reason,
    long? RestoreMilliseconds,
    long? Bytes,
    IReadOnlyList<string> Checks)
{
    /// <summary>The backup with what this verification found.</summary>
    public Backup Describe(Backup backup) => backup with
    {
        State = Good ? BackupState.Verified : BackupState.Failed,
        VerifiedAt = CheckedAt,
        RestoreTime = RestoreMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        Reason = Reason,
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, VerificationJson.Default.VerificationRecord);

    public static VerificationRecord? FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, VerificationJson.Default.VerificationRecord);
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerificationRecord))]
internal sealed partial class VerificationJson : JsonSerializerContext;
