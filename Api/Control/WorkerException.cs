namespace Belfry.Api.Control;

/// <summary>The backup worker is away, or did not do what it was asked.</summary>
/// <param name="detail">For the person who asked; without the text of other exceptions.</param>
internal sealed class WorkerException(string detail, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>What the API answers: 503 unless the worker refused the request itself.</summary>
    public int Status { get; init; } = StatusCodes.Status503ServiceUnavailable;
}
