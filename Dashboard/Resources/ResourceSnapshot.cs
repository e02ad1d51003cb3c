namespace Belfry.Dashboard.Resources;

/// <summary>
/// A resource of the app model as the host last described it; always whole, never a difference. What has a default here is
/// set and not init, because generated JSON code would pass null for an init property that the message leaves out.
/// </summary>
internal sealed record ResourceSnapshot
{
    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>The kind, such as <c>Project</c>, <c>JavaScript</c>, <c>SqliteVolume</c>.</summary>
    public string Type { get; set; } = "";

    public string State { get; set; } = "Unknown";

    /// <summary><c>success</c>, <c>info</c>, <c>warning</c>, <c>error</c> or null.</summary>
    public string? StateStyle { get; init; }

    /// <summary><c>Healthy</c>, <c>Degraded</c>, <c>Unhealthy</c>, or null when nothing checks it.</summary>
    public string? Health { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public int? ExitCode { get; init; }

    public string? Parent { get; init; }

    public bool Hidden { get; init; }

    public int Order { get; init; }

    public List<ResourceUrl> Urls { get; set; } = [];

    public List<ResourceValue> Environment { get; set; } = [];

    public List<ResourceValue> Properties { get; set; } = [];

    public List<HealthReport> HealthReports { get; set; } = [];

    public List<ResourceVolume> Volumes { get; set; } = [];

    public List<ResourceRelationship> Relationships { get; set; } = [];

    public List<ResourceCommand> Commands { get; set; } = [];
}

internal sealed record ResourceUrl(string Url, string? Name = null, string? DisplayText = null, bool Internal = false);

/// <summary>A named value; a secret one arrives without its value.</summary>
internal sealed record ResourceValue(string Name, string? Value = null, bool Secret = false);

internal sealed record HealthReport(string Name, string? Status = null, string? Description = null, DateTimeOffset? CheckedAt = null);

/// <summary>A folder of the machine, or a volume by name, that a resource sees at <paramref name="Target"/>; <paramref name="Type"/> is <c>bind</c> or <c>volume</c>.</summary>
internal sealed record ResourceVolume(string Target, string? Source = null, string? Type = null, bool ReadOnly = false);

internal sealed record ResourceRelationship(string Resource, string Type);

/// <summary>Something the host can do with the resource; <paramref name="State"/> is <c>Enabled</c>, <c>Disabled</c> or <c>Hidden</c>.</summary>
internal sealed record ResourceCommand(
    string Name, string DisplayName, string? Description = null, string? Confirmation = null, bool Highlighted = false, string State = "Enabled", string? Icon = null,
    List<CommandInput>? Inputs = null);
