using System.Diagnostics;
using Belfry.Storage.S3;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Targets;

/// <summary>A real S3-compatible server (npm's s3rver, started by <c>Tests/Programs/S3/server.js</c>) with one bucket. It does not honour conditional puts.</summary>
public sealed class S3Server : IAsyncLifetime
{
    public const string Bucket = "archive";
    public const string Secret = "very-secret-s3-key";
    internal static readonly NpmPackages Packages = new("Tests", "Programs", "S3");

    private readonly TempFolder _folder = new();
    private ServerProcess? _process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Packages.EnsureAsync();
        var port = FreePort.Find();
        Address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(
            NpmPackages.Node,
            ["server.js", "-d", _folder.Path, "-a", "127.0.0.1", "-p", $"{port}", "--silent", "--configure-bucket", Bucket])
        {
            WorkingDirectory = Packages.Folder,
        };
        _process = await ServerProcess.StartAsync(start, new Uri(Address, $"/{Bucket}?list-type=2"), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Options for a prefix of its own in the bucket, impatient enough for tests.</summary>
    internal static S3TargetOptions Options(Uri address, string workFolder, string? prefix = null, int retries = 4, TimeSpan? timeout = null) => new()
    {
        Bucket = Bucket,
        Prefix = prefix ?? $"test/{Guid.NewGuid():n}",
        Endpoint = address,
        Credentials = new S3Credentials("S3RVER", Secret),
        WorkFolder = workFolder,
        PartBytes = 5 << 20,
        Retries = retries,
        RetryDelay = TimeSpan.FromMilliseconds(10),
        Timeout = timeout ?? TimeSpan.FromSeconds(30),
    };
}
