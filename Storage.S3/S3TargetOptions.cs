namespace Belfry.Storage.S3;

/// <summary>Where an S3-compatible archive is, and how patient a <see cref="S3Target"/> is.</summary>
public sealed class S3TargetOptions
{
    /// <summary>The bucket; it must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>What the names of all objects begin with, without a slash at either end, such as <c>belfry/shop</c>. Default none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The server, such as <c>https://s3.example.org</c>; addressed in path style. Default null: Amazon's own, of <see cref="Region"/>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for. Default <c>us-east-1</c>, which most other servers expect.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The credentials. They appear in no description and no message.</summary>
    public required S3Credentials Credentials { get; init; }

    /// <summary>A folder of this machine for objects on their way; it needs room for the largest one, a compressed snapshot.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Objects larger than this go up in parts of this many bytes, 5 MiB to 1 GiB; one part is in transit at a time. Default 16 MiB.</summary>
    public int PartBytes { get; init; } = 16 << 20;

    /// <summary>How long one request may take, and how long a download may bring nothing. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is tried again after a failure that may pass. Default 5.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The pause before the first retry; it doubles, with jitter, up to 20 s. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);
}
