using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known about a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>The kind shown to people: <c>Project</c>, <c>Executable</c>, <c>Parameter</c>, ...</summary>
    public required string ResourceType { get; init; }

    /// <summary>Facts shown to people.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the engine took it up, UTC.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it was last started, UTC.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it last ended, UTC; null while it runs.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/> or a text of the resource's own.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>How the process ended; null while it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>URLs shown to people.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The environment given to the process.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Lines to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>What a person can do with it now.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>The newest report of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The files from outside that a container sees.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>True hides it from the list.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Name of an icon.</summary>
    public string? IconName { get; init; }

    /// <summary>Look of the icon.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>The worst health report while running; healthy when there are none, and null while not running.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports.Length == 0
            ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
            : HealthReports.Min(r => r.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>Whether the ready handlers of this start are done.</summary>
    internal bool IsReady { get; init; }
}

/// <summary>A state and its colour.</summary>
/// <param name="Text">The state.</param>
/// <param name="Style">One of <see cref="KnownResourceStateStyles"/>, or null.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a colour.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>A fact about a resource.</summary>
/// <param name="Name">Name, for example <c>project.path</c>.</param>
/// <param name="Value">Value; shown with <c>ToString</c>.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>True masks it.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>A URL shown to people.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Url">The URL.</param>
/// <param name="IsInternal">True shows it in the details only.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Text and order.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>Text and order of a URL.</summary>
/// <param name="DisplayName">Shown in place of the URL; empty shows the URL.</param>
/// <param name="SortOrder">Larger comes first.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>An environment variable given to a process.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value.</param>
/// <param name="IsFromSpec">True when the model set it, false when it was inherited.</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec)
{
    /// <summary>True masks it: a secret parameter is part of it.</summary>
    internal bool IsSensitive { get; init; }
}

/// <summary>Files from outside that a container sees.</summary>
/// <param name="Source">Full path, or the volume's name; null for a volume without a name.</param>
/// <param name="Target">Absolute path in the container.</param>
/// <param name="MountType"><c>bind</c> or <c>volume</c>.</param>
/// <param name="IsReadOnly">Whether the container may only read them.</param>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>A line to another resource.</summary>
/// <param name="ResourceName">The other resource.</param>
/// <param name="Type"><c>Reference</c>, <c>WaitFor</c>, <c>Parent</c> or a text of the model.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>The newest report of a health check.</summary>
/// <param name="Name">The check.</param>
/// <param name="Status">Null before its first report.</param>
/// <param name="Description">What it found.</param>
/// <param name="ExceptionText">What it threw.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran, UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}

/// <summary>What a person can do with a resource now.</summary>
/// <param name="Name">Name.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="DisplayName">What is shown.</param>
/// <param name="DisplayDescription">What it does.</param>
/// <param name="Parameter">Data for those who show commands.</param>
/// <param name="ConfirmationMessage">A question asked first.</param>
/// <param name="IconName">Name of an icon.</param>
/// <param name="IconVariant">Look of the icon.</param>
/// <param name="IsHighlighted">Whether it is a button.</param>
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    /// <summary>What a person is asked for first.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];
}
