using Aspire.Hosting.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting
{
    /// <summary>Lets resources send telemetry to the dashboard.</summary>
    public static class OtlpConfigurationExtensions
    {
        /// <summary>
        /// Sets the <c>OTEL_*</c> variables that point to the dashboard's OTLP/HTTP endpoint, while there is a dashboard. Projects have this by default.
        /// </summary>
        public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder) where T : IResourceWithEnvironment
        {
            AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
            return builder;
        }

        /// <inheritdoc cref="WithOtlpExporter{T}(IResourceBuilder{T})"/>
        public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment)
        {
            resource.Annotations.Add(new OtlpExporterAnnotation());
            resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
            {
                if (context.ExecutionContext.IsPublishMode)
                {
                    // Where a deployment collects telemetry is its own business.
                    return;
                }

                var variables = context.EnvironmentVariables;
                variables.TryAdd("OTEL_SERVICE_NAME", resource.Name);
                variables.TryAdd("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={Replica.InstanceOf(resource)}");
                if (configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is not { Length: > 0 } endpoint)
                {
                    return;
                }

                variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new HostUrl(endpoint);
                variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
                if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
                {
                    variables["OTEL_EXPORTER_OTLP_HEADERS"] = new SecretText($"x-otlp-api-key={key}");
                }

                if (environment.IsDevelopment())
                {
                    // A second instead of the exporters' five to sixty: a developer watches.
                    variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
                    variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                    variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                    variables["OTEL_TRACES_SAMPLER"] = "always_on";
                    variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
                }
            }));
        }
    }
}

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Marks a resource that sends telemetry to the dashboard.</summary>
    public class OtlpExporterAnnotation : IResourceAnnotation;

    /// <summary>A text of the engine that is masked wherever the environment is shown.</summary>
    internal sealed record SecretText(string Value)
    {
        public override string ToString() => Value;
    }
}
