using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace Belfry.Storage.S3;

/// <summary>What a failure of a request means: whether it may pass, and how it is told. The server's own words are used only where they hold no secret: its error code.</summary>
internal static class S3Faults
{
    /// <summary>The name is in use: 412, the answer to <c>If-None-Match</c>.</summary>
    public static bool IsTaken(Exception failure) => failure is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed };

    public static bool IsMissingKey(AmazonS3Exception failure) => failure.StatusCode == HttpStatusCode.NotFound && failure.ErrorCode != "NoSuchBucket";

    /// <summary>Throttling, server errors, conflicts of two conditional puts, everything that a connection can suffer, and an answer that makes no sense.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        AmazonServiceException answer when answer.StatusCode != 0 =>
            answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict
            || (int)answer.StatusCode is >= 500 and not 501,
        _ => failure is not StorageException,
    };

    public static StorageException Of(Exception failure, string verb, string archive)
    {
        var (why, next) = Explain(failure);
        return new StorageException(StorageError.ArchiveUnavailable, archive, $"Cannot {verb} the archive {archive}.", why, next, failure);
    }

    private static (string Why, string Next) Explain(Exception failure) => failure switch
    {
        AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" } answer =>
            ($"The server does not accept these credentials ({answer.ErrorCode}).", "Correct the access key and its secret."),
        AmazonServiceException { ErrorCode: "ExpiredToken" or "TokenRefreshRequired" } => ("The credentials have expired.", "Renew them."),
        AmazonServiceException { ErrorCode: "RequestTimeTooSkewed" } => ("This machine's clock is wrong.", "Correct it, for instance with NTP."),
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => ("The bucket does not exist.", "Make it, or correct its name."),
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } => ("The server answers 403: these credentials may not do that.", "Allow it in the policy of the bucket or of the user."),
        AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } busy =>
            ($"The server is busy: it answers {(int)busy.StatusCode} again and again.", "Wait; nothing is lost, and it is tried again."),
        AmazonServiceException answer when answer.StatusCode != 0 =>
            ($"The server answers {(int)answer.StatusCode} ({answer.ErrorCode}).", "Look at the server's own log."),
        ArgumentException or FormatException => ("The server's answer makes no sense.", "Look at the server's own log; it is tried again."),
        _ => ExplainConnection(failure),
    };

    private static (string Why, string Next) ExplainConnection(Exception failure) => Cause<SocketException>(failure)?.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => ("The server's name cannot be resolved.", "Check the endpoint and this machine's DNS."),
        SocketError.ConnectionRefused => ("Nothing answers at the endpoint: the connection was refused.", "Check the endpoint, and whether the server runs."),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => ("The endpoint cannot be reached from here.", "Check the network and the firewall."),
        null or SocketError.OperationAborted or SocketError.TimedOut when IsTimeout(failure) => ("The server did not answer in time.", "Check the network; it is tried again."),
        _ => ("The connection broke off.", "Check the network; it is tried again."),
    };

    private static bool IsTimeout(Exception failure) => Cause<OperationCanceledException>(failure) is not null || Cause<TimeoutException>(failure) is not null;

    private static T? Cause<T>(Exception? failure)
        where T : Exception
    {
        while (failure is not null and not T)
        {
            failure = failure.InnerException;
        }

        return failure as T;
    }
}
