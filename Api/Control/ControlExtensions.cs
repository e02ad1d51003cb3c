using Belfry.ServiceDefaults;

namespace Belfry.Api.Control;

internal static class ControlExtensions
{
    public static void AddControl(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ControlOptions>(
            "Control", options => ControlOptions.Check(options, builder.Configuration, builder.Environment));

        builder.Services.AddSingleton<Maintainer>();

        // Each call sets its own time limit.
        builder.Services.AddHttpClient<WorkerClient>(http => http.Timeout = Timeout.InfiniteTimeSpan);
    }
}
