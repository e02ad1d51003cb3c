namespace Aspire.Hosting;

/// <summary>A parameter has neither a configured value nor a default.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>A fault with the given message.</summary>
    public MissingParameterValueException(string message) : base(message)
    {
    }

    /// <summary>A fault with the given message and cause.</summary>
    public MissingParameterValueException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal static MissingParameterValueException For(string name, string configurationKey) => new(Describe(
        $"The parameter '{name}' has no value.",
        $"The configuration has no {configurationKey} and the parameter has no default.",
        $"Run: dotnet user-secrets set {configurationKey} <value> --project <AppHost>   (or set {configurationKey.Replace(":", "__", StringComparison.Ordinal)})"));
}
