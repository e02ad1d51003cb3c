using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Traces, metrics and logs by OTLP, configured by the standard <c>OTEL_*</c> environment and switched on by
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without it nothing is collected. The providers are built by hand because the packages that
/// would do it (OpenTelemetry.Extensions.Hosting and Instrumentation) are not needed for the sources and meters of .NET 10.
/// </summary>
internal static class Telemetry
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const int FlushMilliseconds = 2000;

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[EndpointVariable]))
        {
            return;
        }

        ServerSpans.RequestTags();
        var (stopping, over) = (new CancellationTokenSource(), new CancellationTokenSource());
        void Configure(OtlpExporterOptions export)
        {
            Authorize(export, builder.Configuration);
            export.HttpClientFactory = () => new HttpClient(new PatientExport(stopping.Token, over.Token)) { Timeout = TimeSpan.FromMilliseconds(export.TimeoutMilliseconds) };
        }

        builder.Services.AddHostedService(_ => new Providers(Configure, stopping, over));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.AddOtlpExporter(Configure);
        });
    }

    /// <summary><c>OTEL_EXPORTER_OTLP_HEADERS</c> cannot come from a file; <c>Otlp__ApiKey_FILE</c> can.</summary>
    private static void Authorize(OtlpExporterOptions export, IConfiguration configuration)
    {
        if (configuration["Otlp:ApiKey"] is { Length: > 0 } key)
        {
            export.Headers = $"x-otlp-api-key={Uri.EscapeDataString(key)}";
        }
    }

    private static TracerProvider Traces(Action<OtlpExporterOptions> configure) => Sdk.CreateTracerProviderBuilder()
        .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Belfry.*")
        .AddProcessor(new ServerSpans.HealthProbeFilter())
        .AddOtlpExporter(configure)
        .Build();

    private static MeterProvider Metrics(Action<OtlpExporterOptions> configure) => Sdk.CreateMeterProviderBuilder()
        .AddMeter("Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Belfry.*")
        .AddOtlpExporter(configure)
        .Build();

    /// <summary>
    /// Traces from before the server listens; metrics, which take longest to set up, once it does. Both send what they
    /// hold after the server has stopped, for a bounded time.
    /// </summary>
    private sealed class Providers(Action<OtlpExporterOptions> configure, CancellationTokenSource stopping, CancellationTokenSource over) : IHostedLifecycleService, IDisposable
    {
        private TracerProvider? _traces;
        private Task<MeterProvider>? _metrics;

        public Task StartingAsync(CancellationToken cancellationToken)
        {
            _traces = Traces(configure);
            return Task.CompletedTask;
        }

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            _metrics = Task.Run(() => Metrics(configure), CancellationToken.None);
            return Task.CompletedTask;
        }

        public Task StoppedAsync(CancellationToken cancellationToken)
        {
            over.CancelAfter(FlushMilliseconds);
            return Task.WhenAll(
                Task.Run(() => _traces?.Shutdown(FlushMilliseconds), CancellationToken.None),
                Task.Run(async () => (_metrics is null ? null : await _metrics)?.Shutdown(FlushMilliseconds), CancellationToken.None));
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => stopping.CancelAsync();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        // After a start that failed nothing else says that it is over. The logs are sent after this, in what is left of the time.
        public void Dispose()
        {
            if (!stopping.IsCancellationRequested)
            {
                stopping.Cancel();
                over.CancelAfter(FlushMilliseconds);
            }
        }
    }
}
