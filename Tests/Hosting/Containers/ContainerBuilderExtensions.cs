using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting.Containers;

internal static class ContainerBuilderExtensions
{
    private const int Port = 8080;

    /// <summary>Adds a server in a container that answers every request with the value of an expression.</summary>
    public static IResourceBuilder<ContainerResource> AddPerlServer(
        this IDistributedApplicationBuilder builder,
        string name,
        string answer,
        params string[] args) => builder.AddContainer(name, EngineFixture.Image)
            .WithEntrypoint("/usr/bin/perl")
            .WithArgs("-e", $$"""
                use IO::Socket::INET;
                $SIG{TERM} = sub { exit 0 };
                $SIG{PIPE} = 'IGNORE';
                my $server = IO::Socket::INET->new(LocalPort => {{Port}}, Listen => 5, ReuseAddr => 1) or die;
                $| = 1;
                print "listening\n";
                while (my $client = $server->accept) {
                  while (<$client>) { last if /^\r?$/ }
                  my $body = {{answer}};
                  print $client "HTTP/1.1 200 OK\r\nContent-Length: " . length($body) . "\r\nConnection: close\r\n\r\n$body";
                  close $client;
                }
                """)
            .WithArgs(args)
            .WithHttpEndpoint(targetPort: Port);
}
