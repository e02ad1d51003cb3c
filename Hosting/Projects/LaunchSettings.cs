using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting;

/// <summary>The content of a project's <c>launchSettings.json</c>.</summary>
public sealed class LaunchSettings
{
    /// <summary>Launch profiles by name, in the order of the file.</summary>
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];

    /// <summary>Null when the project has none.</summary>
    internal static LaunchSettings? Read(string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), LaunchSettingsJson.Default.LaunchSettings);
        }
        catch (JsonException fault)
        {
            throw DistributedApplicationException.Of(
                $"The launch settings {path} cannot be read.",
                fault.Message,
                "Correct the JSON, or delete the file.");
        }
    }
}

/// <summary>One way to start a project.</summary>
public sealed partial class LaunchProfile
{
    /// <summary><c>Project</c>, <c>Executable</c>, ...</summary>
    [JsonPropertyName("commandName")]
    public string? CommandName { get; set; }

    /// <summary>Arguments of the program.</summary>
    [JsonPropertyName("commandLineArgs")]
    public string? CommandLineArgs { get; set; }

    /// <summary><see cref="CommandLineArgs"/> one by one: separated by blanks, with <c>"</c> around those that have some and <c>\"</c> for a quote.</summary>
    internal IReadOnlyList<string> Args =>
        [.. ArgPattern().Matches(CommandLineArgs ?? "").Select(m => QuotePattern().Replace(m.Value, quote => quote.Value == "\\\"" ? "\"" : ""))];

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    [JsonPropertyName("applicationUrl")]
    public string? ApplicationUrl { get; set; }

    /// <summary>The program of an <c>Executable</c> profile.</summary>
    [JsonPropertyName("executablePath")]
    public string? ExecutablePath { get; set; }

    /// <summary>Whether an IDE opens a browser.</summary>
    [JsonPropertyName("launchBrowser")]
    public bool? LaunchBrowser { get; set; }

    /// <summary>What it opens there.</summary>
    [JsonPropertyName("launchUrl")]
    public string? LaunchUrl { get; set; }

    /// <summary>Whether <c>dotnet run</c> tells what it does.</summary>
    [JsonPropertyName("dotnetRunMessages")]
    public bool? DotnetRunMessages { get; set; }

    /// <summary>The addresses of <see cref="ApplicationUrl"/>; <c>*</c> and <c>+</c> stand for localhost.</summary>
    internal IEnumerable<Uri> Addresses => (ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(address => new Uri(
            address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)));

    /// <summary>Environment of the program.</summary>
    [JsonPropertyName("environmentVariables")]
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];

    // one "two three" four="five six"
    [GeneratedRegex("""(?:[^\s"\\]|\\"|\\|"(?:[^"\\]|\\"|\\)*"?)+""")]
    private static partial Regex ArgPattern();

    [GeneratedRegex("\\\\?\"")]
    private static partial Regex QuotePattern();
}

[JsonSerializable(typeof(LaunchSettings))]
[JsonSourceGenerationOptions(ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
internal sealed partial class LaunchSettingsJson : JsonSerializerContext;
