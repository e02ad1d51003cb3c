using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Polly;
using Polly.Retry;

namespace Belfry.Storage.S3;

/// <summary>The SDK's client without its own retries: one bounded policy tries again what may pass, and words what does not.</summary>
internal sealed class S3Client : IDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    private readonly string _description;
    private readonly ResiliencePipeline _retries;

    public S3Client(S3TargetOptions options, string description)
    {
        _description = description;
        AWSCredentials credentials = options.Credentials.SessionToken is { } token
            ? new SessionAWSCredentials(options.Credentials.AccessKey, options.Credentials.SecretKey, token)
            : new BasicAWSCredentials(options.Credentials.AccessKey, options.Credentials.SecretKey);
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            Timeout = options.Timeout,
            AuthenticationRegion = options.Region,
            // Others than Amazon do not know the newer trailing checksums; signatures and MD5 cover what is sent.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            (config.ServiceURL, config.ForcePathStyle) = (endpoint.AbsoluteUri, true);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        S3 = new AmazonS3Client(credentials, config);
        var builder = new ResiliencePipelineBuilder();
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } failure && S3Faults.MayPass(failure)),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = LongestDelay,
            });
        }

        _retries = builder.Build();
    }

    public AmazonS3Client S3 { get; }

    /// <param name="verb">What is done, for the message: "list", "write to".</param>
    /// <param name="request">Sends one request; called again after a failure that may pass.</param>
    /// <param name="cancellation">Stops at once.</param>
    /// <param name="known">Words an answer that is a result and not a failure.</param>
    /// <exception cref="StorageException">Any failure but a name that is taken.</exception>
    /// <exception cref="AmazonS3Exception">The name is taken.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<T> RunAsync<T>(
        string verb, Func<CancellationToken, Task<T>> request, CancellationToken cancellation, Func<AmazonS3Exception, StorageException?>? known = null)
    {
        try
        {
            return await _retries.ExecuteAsync(async stop => await request(stop).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not StorageException && !S3Faults.IsTaken(failure))
        {
            cancellation.ThrowIfCancellationRequested(); // who stops gets no failure, whatever fails at the same moment
            throw (failure as AmazonS3Exception is { } answer ? known?.Invoke(answer) : null) ?? S3Faults.Of(failure, verb, _description);
        }
    }

    public void Dispose() => S3.Dispose();
}
