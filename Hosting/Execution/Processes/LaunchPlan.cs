using System.Collections.Immutable;

namespace Aspire.Hosting.Execution;

/// <summary>Everything needed to start a process: all values known, nothing left to decide.</summary>
internal sealed record LaunchPlan(
    string Program,
    IReadOnlyList<string> Args,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The variables the model set, for the dashboard.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> Shown { get; init; } = [];
}
