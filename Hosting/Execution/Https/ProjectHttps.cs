using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Gives projects with <c>https</c> endpoints the developer certificate, in a file for this run that only the user can read and only with a password
/// of this run. Where no developer certificate is trusted, the <c>https</c> endpoints that launch profiles brought become <c>http</c>: the project
/// starts all the same, and a hint says what is missing.
/// </summary>
internal sealed class ProjectHttps(RunId run, ResourceLoggerService loggers) : IDisposable
{
    public const string Hint = "HTTPS is off, projects are served over HTTP";

    private string? _file;

    /// <summary>Tells what is missing, once per run.</summary>
    public event Action<string>? Hinted;

    /// <summary>The file that a run's certificate is in.</summary>
    public static string FileOf(RunId run) => Path.Combine(Path.GetTempPath(), $"apphost-{run.Value}.pfx");

    public void ApplyTo(DistributedApplicationModel model)
    {
        var projects = model.Resources.OfType<ProjectResource>().Where(p => HttpsOf(p).Any()).ToArray();
        if (projects.Length == 0)
        {
            return;
        }

        using var certificate = DeveloperCertificate.FindTrusted(out var untrusted);
        if (certificate is not null)
        {
            var password = new SecretText(RandomNumberGenerator.GetHexString(32, lowercase: true));
            Export(certificate, password.Value);
            foreach (var project in projects)
            {
                project.Annotations.Add(new EnvironmentCallbackAnnotation(context => Add(context.EnvironmentVariables, password)));
            }
        }
        else if (DropHttps(projects))
        {
            var why = untrusted ? "the development certificate is not trusted" : "there is no development certificate";
            Hinted?.Invoke($"{Hint}: {why}. To have it: dotnet dev-certs https --trust");
        }
    }

    public void Dispose()
    {
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }

    private static IEnumerable<EndpointAnnotation> HttpsOf(ProjectResource project) =>
        project.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme == "https");

    private bool DropHttps(ProjectResource[] projects)
    {
        var dropped = false;
        foreach (var project in projects)
        {
            dropped |= DropHttps(project);
        }

        return dropped;
    }

    private bool DropHttps(ProjectResource project)
    {
        if (!project.TryGetLastAnnotation<SelectedLaunchProfileAnnotation>(out var selected))
        {
            return false;
        }

        // One that the model asked for by itself stays: there the project may have a certificate of its own.
        var ports = selected.Profile.Addresses.Select(address => address.Port).ToHashSet();
        var dropped = HttpsOf(project).Where(endpoint => endpoint.Port is { } port && ports.Contains(port)).ToArray();
        foreach (var endpoint in dropped)
        {
            endpoint.ExcludeReferenceEndpoint = project.Annotations.OfType<EndpointAnnotation>().Any(other => other.UriScheme == "http");
            endpoint.UriScheme = "http";
            endpoint.TlsEnabled = false;
            loggers.GetLogger(project).LogInformation("{Hint}: the endpoint '{Endpoint}' is plain HTTP.", Hint, endpoint.Name);
        }

        return dropped.Length > 0;
    }

    private void Add(Dictionary<string, object> variables, SecretText password)
    {
        if (variables.TryAdd("Kestrel__Certificates__Default__Path", _file!))
        {
            variables["Kestrel__Certificates__Default__Password"] = password;
        }
    }

    private void Export(X509Certificate2 certificate, string password)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(_file = FileOf(run), options);
        file.Write(certificate.Export(X509ContentType.Pkcs12, password));
    }
}
