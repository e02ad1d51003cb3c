using System.Security.Cryptography;

namespace Aspire.Hosting.Execution;

/// <summary>Names one run. Every process of the run carries it in its environment, so that even one that left its process group can be found.</summary>
internal sealed record RunId(string Value)
{
    public const string Variable = "APPHOST_RUN_ID";

    public static RunId New() => new(RandomNumberGenerator.GetHexString(16, lowercase: true));
}
