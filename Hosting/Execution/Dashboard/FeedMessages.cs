using System.Text.Json.Serialization;

namespace Aspire.Hosting.Execution;

/// <summary>A message of the resource feed; docs/resource-feed.md describes them field by field.</summary>
internal abstract record FeedMessage(string Type);

internal sealed record FeedHello(string Application, string RunId) : FeedMessage("hello");

internal sealed record FeedResourceMessage(FeedResource Resource) : FeedMessage("resource");

internal sealed record FeedLogMessage(string Resource, IEnumerable<FeedLogLine> Lines) : FeedMessage("log");

internal sealed record FeedCommandResult(string Id, bool Success, string? Message) : FeedMessage("commandResult");

internal sealed record FeedCommand(string? Type, string? Id, string? Resource, string? Command, Dictionary<string, string?>? Arguments);

internal sealed record FeedLogLine(int N, DateTime At, string Stream, string Text);

internal sealed record FeedResource
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required string Type { get; init; }

    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public string? Health { get; init; }

    public DateTime? CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? StoppedAt { get; init; }

    public int? ExitCode { get; init; }

    public string? Parent { get; init; }

    public bool Hidden { get; init; }

    public IEnumerable<FeedUrl> Urls { get; init; } = [];

    public IEnumerable<FeedValue> Environment { get; init; } = [];

    public IEnumerable<FeedValue> Properties { get; init; } = [];

    public IEnumerable<FeedHealthReport> HealthReports { get; init; } = [];

    public IEnumerable<FeedRelationship> Relationships { get; init; } = [];

    public IEnumerable<FeedVolume> Volumes { get; init; } = [];

    public IEnumerable<FeedCommandState> Commands { get; init; } = [];

    public int Order { get; init; }
}

internal sealed record FeedUrl(string? Name, string Url, string DisplayText, bool Internal);

/// <summary>A value that is null when it is secret: what is not sent cannot be shown.</summary>
internal sealed record FeedValue(string Name, string? Value, bool Secret);

internal sealed record FeedVolume(string? Source, string Target, string Type, bool ReadOnly);

internal sealed record FeedHealthReport(string Name, string? Status, string? Description, DateTime? CheckedAt);

internal sealed record FeedRelationship(string Resource, string Type);

internal sealed record FeedCommandState(
    string Name, string DisplayName, string? Description, string? Confirmation, bool Highlighted, string State, string? Icon)
{
    public IEnumerable<FeedInput> Inputs { get; init; } = [];
}

internal sealed record FeedInput(string Name, string? Label, string? Description, string Kind, bool Required, string? Placeholder, string? Value)
{
    public IEnumerable<FeedOption>? Options { get; init; }

    public bool AllowOther { get; init; }

    public bool Disabled { get; init; }

    public int? MaxLength { get; init; }
}

internal sealed record FeedOption(string Value, string Label);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FeedHello))]
[JsonSerializable(typeof(FeedResourceMessage))]
[JsonSerializable(typeof(FeedLogMessage))]
[JsonSerializable(typeof(FeedCommandResult))]
[JsonSerializable(typeof(FeedCommand))]
internal sealed partial class FeedJson : JsonSerializerContext;
