using Belfry.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Control;

internal static class ControlExtensions
{
    /// <summary>After which a connection to the worker is opened anew: one that was made again may have another address.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static void AddControl(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ControlOptions>(
            "Control", options => ControlOptions.Check(options, builder.Configuration, builder.Environment));

        builder.Services.AddSingleton<Maintainer>();

        // Each call sets its own time limit.
        builder.Services.AddSingleton(services => new WorkerClient(
            new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan },
            builder.Configuration,
            services.GetRequiredService<IOptions<ControlOptions>>()));
    }
}
