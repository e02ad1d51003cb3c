using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Something outside the application that it calls. It is neither started nor stopped.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <summary>A service at a fixed address.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="uri">Absolute, ending with <c>/</c>, without query: <c>https://example.org/</c>.</param>
    /// <exception cref="DistributedApplicationException">The address has another form.</exception>
    public ExternalServiceResource(string name, Uri uri) : base(name) => Uri = Checked(name, uri.OriginalString);

    /// <summary>A service whose address is a parameter.</summary>
    public ExternalServiceResource(string name, ParameterResource urlParameter) : base(name) => UrlParameter = urlParameter;

    /// <summary>The address; null when it is a parameter.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter that holds the address; null when it is fixed.</summary>
    public ParameterResource? UrlParameter { get; }

    /// <summary>The address, from whichever of the two there is.</summary>
    internal Uri Address => Uri ?? Checked(Name, UrlParameter!.Value);

    private static Uri Checked(string name, string address) =>
        IsAddress(address, out var uri) ? uri : throw DistributedApplicationException.Of(
            $"The external service '{name}' cannot be at '{address}'.",
            "Its address must be absolute, end with '/', and have no query and no fragment.",
            "Write it like https://example.org/ .");

    private static bool IsAddress(string address, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri) && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.Fragment.Length == 0;
}
