using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names images that are built here.</summary>
internal static class BuiltImage
{
    private const int TagLength = 12;

    /// <summary>The same for the same Dockerfile and stage on this machine.</summary>
    public static string TagOf(DockerfileBuildAnnotation build) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', build.ContextPath, build.DockerfileFactory is null ? build.DockerfilePath : "", build.Stage))))[..TagLength];
}
