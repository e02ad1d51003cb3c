using Belfry.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Belfry.Api.Data;

/// <summary>Answers storage failures that pass, or that an operator can end, as what they are instead of as a fault of the service.</summary>
internal sealed partial class StorageProblems(ILogger<StorageProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StorageException failure || Answer(failure.Error) is not var (status, detail))
        {
            return false;
        }

        LogRefused(failure.Error, failure);
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        await TypedResults.Problem(detail, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    private static (int Status, string Detail)? Answer(StorageError error) => error switch
    {
        StorageError.Closed => Passing("The database is being opened, or the service is stopping. Try again shortly."),
        StorageError.Overloaded or StorageError.Busy => Passing("The database is busy. Nothing was changed; try again shortly."),
        StorageError.DeadlineExceeded => Passing("The query took too long and was stopped. Ask for less, or try again shortly."),
        StorageError.ReadOnly => Passing("The data volume is read-only. Nothing was changed."),
        StorageError.DiskFull => (StatusCodes.Status507InsufficientStorage, "The data volume is full. Nothing was changed."),
        _ => null,
    };

    private static (int Status, string Detail) Passing(string detail) => (StatusCodes.Status503ServiceUnavailable, detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request was refused by the database: {Error}.")]
    private partial void LogRefused(StorageError error, Exception exception);
}
