using System.Text.Json.Serialization;

namespace Belfry.Api.Control;

/// <summary>What is known about a backup. Only a verified one counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackupState>))]
internal enum BackupState
{
    [JsonStringEnumMemberName("unverified")]
    Unverified,

    [JsonStringEnumMemberName("verified")]
    Verified,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
