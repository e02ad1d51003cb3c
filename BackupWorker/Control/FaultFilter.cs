using Belfry.Storage;

namespace Belfry.BackupWorker.Control;

/// <summary>Answers a fault of a backup job, of the archive or of its folder as a problem document with the fault's stable code.</summary>
internal sealed class FaultFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is FaultException or StorageException or IOException or UnauthorizedAccessException)
        {
            var fault = Faults.ForOthers(Faults.Of(exception));
            return TypedResults.Problem(
                statusCode: fault.Exit switch
                {
                    ExitCode.Usage => StatusCodes.Status400BadRequest,
                    ExitCode.NothingToRestore => StatusCodes.Status404NotFound,
                    _ => StatusCodes.Status500InternalServerError,
                },
                title: fault.What,
                detail: fault.Why,
                extensions: new Dictionary<string, object?> { ["code"] = fault.Code, ["next"] = fault.Next });
        }
    }
}
