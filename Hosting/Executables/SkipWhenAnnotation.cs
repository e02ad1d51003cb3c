namespace Aspire.Hosting.ApplicationModel;

/// <summary>Lets a start count as done without starting anything, when the callback gives a reason.</summary>
internal sealed record SkipWhenAnnotation(Func<IResource, string?> Reason) : IResourceAnnotation;
