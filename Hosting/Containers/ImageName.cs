using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parts of an image reference: <c>registry:5000/team/app:1.2@sha256:...</c></summary>
internal sealed partial record ImageName(string Name, string? Tag, string? Digest)
{
    private const string DigestPrefix = "sha256:";

    /// <exception cref="DistributedApplicationException">The text is no image reference.</exception>
    public static ImageName Parse(string resource, string reference)
    {
        var match = Form().Match(reference);
        return match.Success
            ? new(match.Groups["name"].Value, ValueOf(match.Groups["tag"]), ValueOf(match.Groups["digest"])?[DigestPrefix.Length..])
            : throw DistributedApplicationException.Of(
                $"The container '{resource}' cannot have the image '{reference}'.",
                "It does not have the form [registry/]name[:tag][@sha256:digest].",
                "Write it as for docker pull, for example docker.io/library/redis:7.4.");
    }

    private static string? ValueOf(Group group) => group.Success ? group.Value : null;

    // A colon before the last slash belongs to a registry's port: localhost:5000/app:1.2
    [GeneratedRegex(@"^(?<name>(?:(?:\[[0-9a-fA-F:]+\]|[\w.-]+)(?::\d+)?/)?[\w.\-/<>]+)(?::(?<tag>[\w.\-<>]+))?(?:@(?<digest>sha256:[0-9a-fA-F]+))?$")]
    private static partial Regex Form();
}
