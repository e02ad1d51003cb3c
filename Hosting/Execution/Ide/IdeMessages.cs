using System.Text.Json.Serialization;

namespace Aspire.Hosting.Execution;

/// <summary>What an IDE can do: the answer to <c>GET /info</c>.</summary>
internal sealed record IdeInfo(string[]? ProtocolsSupported, string[]? SupportedLaunchConfigurations);

/// <summary>The body of <c>PUT /run_session</c>. Without arguments the IDE takes those of the launch profile.</summary>
internal sealed record IdeRunRequest(IdeLaunchConfiguration[] LaunchConfigurations, IdeVariable[] Env, IReadOnlyList<string>? Args);

internal sealed record IdeLaunchConfiguration(string Type, string ProjectPath, string Mode, string? LaunchProfile, bool? DisableLaunchProfile);

internal sealed record IdeVariable(string Name, string Value);

/// <summary>What the IDE says about a session; which properties are there depends on the type.</summary>
internal sealed record IdeNotification(
    string? NotificationType,
    string? SessionId,
    uint? Pid,
    uint? ExitCode,
    bool? IsStdErr,
    string? LogMessage,
    string? Level,
    string? Message,
    string? Code);

internal sealed record IdeErrorResponse(IdeError? Error);

internal sealed record IdeError(string? Code, string? Message, IdeError[]? Details);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IdeInfo))]
[JsonSerializable(typeof(IdeRunRequest))]
[JsonSerializable(typeof(IdeNotification))]
[JsonSerializable(typeof(IdeErrorResponse))]
internal sealed partial class IdeJson : JsonSerializerContext;

/// <summary>A project as the IDE is to run it.</summary>
/// <param name="ProjectPath">Full path of the project file.</param>
/// <param name="LaunchProfile">The launch profile; null for none.</param>
/// <param name="Args">Arguments; null for those of the launch profile.</param>
/// <param name="Environment">Variables on top of the IDE's own.</param>
internal sealed record IdeLaunch(
    string ProjectPath,
    string? LaunchProfile,
    IReadOnlyList<string>? Args,
    IReadOnlyDictionary<string, string> Environment);
