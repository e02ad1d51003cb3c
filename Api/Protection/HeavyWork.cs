using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Protection;

/// <summary>Work of which the server does only so much at once. Who finds no place within 5 s is turned away.</summary>
internal sealed class HeavyWork : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToSend = TimeSpan.FromMinutes(2);

    /// <summary>Each has a document in memory.</summary>
    public SemaphoreSlim Imports { get; } = new(1);

    /// <summary>Each has a document in memory until it was sent.</summary>
    public SemaphoreSlim Exports { get; } = new(4);

    /// <summary>Each has a temporary file.</summary>
    public SemaphoreSlim Pictures { get; } = new(16);

    /// <summary>Takes a place until the answer was sent.</summary>
    /// <returns>What to answer when there was none; null when one was taken.</returns>
    public static async Task<ProblemHttpResult?> TakeAsync(SemaphoreSlim places, HttpContext context, CancellationToken cancellation)
    {
        if (!await places.WaitAsync(Patience, cancellation))
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("Others are doing this already. Try again shortly.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.Response.OnCompleted(() =>
        {
            places.Release();
            return Task.CompletedTask;
        });
        return null;
    }

    /// <summary>Reads a body: who sends it too slowly does not keep the place from others.</summary>
    /// <exception cref="BadHttpRequestException">408: it took longer than 2 minutes.</exception>
    public static async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeToSend);
        try
        {
            return await read(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body came too slowly.", StatusCodes.Status408RequestTimeout);
        }
    }

    public void Dispose()
    {
        Imports.Dispose();
        Exports.Dispose();
        Pictures.Dispose();
    }
}
