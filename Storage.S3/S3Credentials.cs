namespace Belfry.Storage.S3;

/// <summary>An access key and its secret.</summary>
/// <param name="accessKey">The key's public part.</param>
/// <param name="secretKey">The secret.</param>
/// <param name="sessionToken">Only with temporary credentials.</param>
public sealed class S3Credentials(string accessKey, string secretKey, string? sessionToken = null)
{
    internal string AccessKey => accessKey;

    internal string SecretKey => secretKey;

    internal string? SessionToken => sessionToken;

    /// <summary>Names the type only: credentials are never printed.</summary>
    public override string ToString() => nameof(S3Credentials);
}
