using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Finds the container engine: the configured one, else Docker, else Podman, whichever answers. Nobody asks for it before the first
/// container starts, so that an application without containers never touches an engine.
/// </summary>
internal sealed class ContainerEngine(IConfiguration configuration, RunId run)
{
    private static readonly string[] Known = ["docker", "podman"];

    private readonly Lock _lock = new();
    private Task<EngineProgram>? _connected;

    /// <summary>The program of the engine that answers. Whoever gives up waiting leaves the question to the others.</summary>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public Task<EngineProgram> ConnectAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A failure is not kept: the engine may be started while the application runs, and then the container.
            _connected = _connected is null or { IsFaulted: true } ? FindAsync() : _connected;
            return _connected.WaitAsync(cancellationToken);
        }
    }

    private async Task<EngineProgram> FindAsync()
    {
        var configured = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        var complaints = new List<string>();
        foreach (var name in configured is { Length: > 0 } ? [configured] : Known)
        {
            if (PathOf(name) is not { } path)
            {
                complaints.Add($"'{name}' is not installed.");
                continue;
            }

            var program = new EngineProgram(path, run);
            var answer = await program.RunAsync(["version", "--format", "{{.Server.Version}}"], CancellationToken.None).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return program;
            }

            complaints.Add($"'{name}' says: {answer.Complaint}");
        }

        throw DistributedApplicationException.Of(
            "No container engine answers, and the application has a container.",
            string.Join(' ', complaints),
            "Start Docker (Docker Desktop, or: sudo systemctl start docker) or Podman, then run again. ASPIRE_CONTAINER_RUNTIME=docker|podman chooses one.");
    }

    private static string? PathOf(string name)
    {
        try
        {
            return CommandFinder.Find("container engine", name, Environment.CurrentDirectory, InheritedEnvironment.Read());
        }
        catch (DistributedApplicationException)
        {
            return null;
        }
    }
}
