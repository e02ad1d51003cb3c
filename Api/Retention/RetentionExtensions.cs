using Belfry.ServiceDefaults;

namespace Belfry.Api.Retention;

internal static class RetentionExtensions
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddValidatedOptions<RetentionOptions>("Retention");
        services.AddSingleton<Purge>();
        services.AddHostedService(provider => provider.GetRequiredService<Purge>());
    }
}
