namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a parameter that takes a name of the model.</summary>
public interface IModelNameParameter;

/// <summary>Marks a parameter that takes a resource name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;

/// <summary>Marks a parameter that takes an endpoint name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter;

/// <summary>The one rule for names: they become host names, environment variables and file names, so it is strict.</summary>
internal static class ModelName
{
    public const int MaxLength = 64;

    public static void Validate(string kind, string name)
    {
        if (Fault(name) is { } fault)
        {
            throw DistributedApplicationException.Of(
                $"The {kind} name '{name}' is not valid.",
                fault,
                "Use 1 to 64 ASCII letters, digits and single hyphens, starting with a letter, for example 'backup-worker'.");
        }
    }

    private static string? Fault(string name) => name switch
    {
        "" => "It is empty.",
        { Length: > MaxLength } => $"It has {name.Length} characters; {MaxLength} are the most.",
        _ when !char.IsAsciiLetter(name[0]) => "It does not start with a letter.",
        _ when name[^1] == '-' => "It ends with a hyphen.",
        _ when name.Contains("--", StringComparison.Ordinal) => "It has two hyphens in a row.",
        _ when name.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c != '-') is var c and not '\0' => $"It contains '{c}'.",
        _ => null,
    };
}
