using Belfry.Api.Live;
using Belfry.ServiceDefaults;
using Belfry.Storage;

namespace Belfry.Api.Data;

internal static class DatabaseExtensions
{
    /// <summary>Makes <see cref="Database"/> available to handlers; until it is open their requests are answered 503.</summary>
    /// <param name="services">The API's.</param>
    /// <param name="clean">Whether to begin with an empty one; see <see cref="CleanStart"/>.</param>
    public static void AddDatabase(this IServiceCollection services, bool clean)
    {
        services.AddValidatedOptions<ConnectionOptions>("ConnectionStrings", ConnectionOptions.Check);
        services.AddTransient<UpgradePoint>();
        services.AddTransient<Deploys>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CleanStart>(provider, clean));
        services.AddSingleton<DatabaseOpening>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseOpening>());
        services.AddSingleton(provider => provider.GetRequiredService<DatabaseOpening>().Database);
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        services.AddSingleton<Events>();
        services.AddSingleton<DatabaseWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseWatch>());
        services.AddSingleton(TimeProvider.System);
        services.AddExceptionHandler<StorageProblems>();
    }
}
