using System.Collections.Immutable;

namespace Aspire.Hosting.Execution;

/// <summary>Everything needed to start a process: all values known, nothing left to decide.</summary>
internal sealed record LaunchPlan(
    string Program,
    IReadOnlyList<string> Args,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>How the IDE is to run it; null runs it as a child of the host.</summary>
    public IdeLaunch? Ide { get; init; }

    /// <summary>Whether any argument holds a secret.</summary>
    public bool HasSecretArgs { get; init; }

    /// <summary>The variables the model set, for the dashboard.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> Shown { get; init; } = [];
}
