namespace Aspire.Hosting;

/// <summary>
/// A fault of the application model or of a run, in words for the person at the keyboard. Messages made by this engine have three
/// lines: what failed, why, and what to do next. <see cref="DistributedApplication.Run"/> prints them and exits with code 1.
/// </summary>
public class DistributedApplicationException : Exception
{
    /// <summary>A fault without a message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>A fault with the given message.</summary>
    public DistributedApplicationException(string message) : base(message)
    {
    }

    /// <summary>A fault with the given message, caused by <paramref name="inner"/>.</summary>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>What failed, why, and the next step: one line each, "why" possibly followed by quoted output.</summary>
    internal static DistributedApplicationException Of(string what, string why, string next) => new(Describe(what, why, next));

    internal static string Describe(string what, string why, string next) => $"{what}\n  why:  {why}\n  next: {next}";
}
