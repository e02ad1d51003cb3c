using System.Text.Json.Serialization;

namespace Belfry.Dashboard.Resources;

/// <summary>What the app host says over the feed. docs/resource-feed.md is the specification.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(HelloMessage), "hello")]
[JsonDerivedType(typeof(ResourceMessage), "resource")]
[JsonDerivedType(typeof(RemovedMessage), "removed")]
[JsonDerivedType(typeof(LogMessage), "log")]
[JsonDerivedType(typeof(CommandResultMessage), "commandResult")]
internal record FeedMessage;

internal sealed record HelloMessage(string Application, string RunId) : FeedMessage;

internal sealed record ResourceMessage(ResourceSnapshot Resource) : FeedMessage;

internal sealed record RemovedMessage(string Name) : FeedMessage;

internal sealed record LogMessage(string Resource, List<FeedLogLine> Lines) : FeedMessage;

internal sealed record CommandResultMessage(string Id, bool Success, string? Message = null) : FeedMessage;

/// <summary>One console line; <paramref name="Stream"/> is <c>out</c>, <c>err</c> or <c>system</c>.</summary>
internal sealed record FeedLogLine(int N, DateTimeOffset At, string Stream, string Text);

/// <summary>What the dashboard asks of the app host.</summary>
internal sealed record CommandMessage(string Type, string Id, string Resource, string Command, Dictionary<string, string> Arguments);
