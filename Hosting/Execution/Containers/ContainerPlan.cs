using System.Collections.Immutable;

namespace Aspire.Hosting.Execution;

/// <summary>Everything needed to make a container: all values known, nothing left to decide.</summary>
/// <param name="Image">The image.</param>
/// <param name="Args">Arguments of the engine's <c>create</c> command.</param>
/// <param name="Environment">Variables that those arguments name without their value.</param>
/// <param name="Shown">The variables the model set, for the dashboard.</param>
/// <param name="Command">The program's arguments, for the dashboard.</param>
internal sealed record ContainerPlan(
    string Image,
    IReadOnlyList<string> Args,
    IReadOnlyDictionary<string, string> Environment,
    ImmutableArray<EnvironmentVariableSnapshot> Shown,
    IReadOnlyList<string> Command)
{
    /// <summary>Whether any of the program's arguments holds a secret.</summary>
    public bool HasSecretCommand { get; init; }

    /// <summary>Changes whenever anything that the container is made from does.</summary>
    /// <param name="imageId">What the image's name stands for now: a tag moves, and a Dockerfile is built again.</param>
    /// <param name="files">The hash of the files that are put into it.</param>
    public string Describe(string imageId, string files) => ContainerNames.Hash(string.Join(
        '\0', [.. Args, .. Environment.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"), imageId, files]));
}
