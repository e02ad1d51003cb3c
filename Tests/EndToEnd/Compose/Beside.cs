using System.Net;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>A second deployment on the same machine: another name, other ports, another range of addresses.</summary>
internal sealed class Beside(string project)
{
    private readonly int _page = FreePort.Find();
    private readonly int _tls = FreePort.Find();
    private readonly int _dashboard = FreePort.Find();
    private readonly int _s3 = FreePort.Find();
    private readonly string _inside = Deployment.RandomAddresses();

    /// <summary>Where the page's port is published.</summary>
    public IPEndPoint Host => new(IPAddress.Loopback, _page);

    public Uri Page => new($"http://127.0.0.1:{_page}");

    public Uri Dashboard => new($"http://127.0.0.1:{_dashboard}");

    /// <summary>What the shell has to say before the commands.</summary>
    public string Settings =>
        $"export COMPOSE_PROJECT_NAME={project} HTTP_PORT=127.0.0.1:{_page} HTTPS_PORT=127.0.0.1:{_tls} DASHBOARD_BIND=127.0.0.1:{_dashboard} S3_BIND=127.0.0.1:{_s3} INSIDE_ADDRESSES={_inside}";
}
