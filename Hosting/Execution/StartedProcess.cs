using System.Collections.Immutable;

namespace Aspire.Hosting.Execution;

/// <summary>A process or container that runs, and what is published about it.</summary>
internal sealed record StartedProcess(
    ChildProcess Process,
    ImmutableArray<EnvironmentVariableSnapshot> Environment,
    ImmutableArray<ResourcePropertySnapshot> Properties);
