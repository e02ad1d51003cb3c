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

        /// <summary>As above, for a program that knows one protocol only. gRPC needs a port: <c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c>.</summary>
        public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol) where T : IResourceWithEnvironment
        {
            AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
            return builder;
        }

        /// <inheritdoc cref="WithOtlpExporter{T}(IResourceBuilder{T})"/>
        public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment) =>
            AddOtlpEnvironment(resource, configuration, environment, required: null);

        /// <inheritdoc cref="WithOtlpExporter{T}(IResourceBuilder{T}, OtlpProtocol)"/>
        public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol) =>
            AddOtlpEnvironment(resource, configuration, environment, (OtlpProtocol?)protocol);

        private static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? required)
        {
            foreach (var old in resource.Annotations.OfType<OtlpExporterAnnotation>().ToArray())
            {
                // A second call says more than the first: projects have one from the start.
                resource.Annotations.Remove(old);
            }

            var exporter = new OtlpExporterAnnotation { RequiredProtocol = required };
            resource.Annotations.Add(exporter);
            resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
            {
                if (context.ExecutionContext.IsPublishMode || !resource.Annotations.Contains(exporter))
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

                variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new HostUrl(required == OtlpProtocol.Grpc ? GrpcEndpoint(resource, configuration) : endpoint);
                variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = required switch
                {
                    OtlpProtocol.Grpc => "grpc",
                    OtlpProtocol.HttpJson => "http/json",
                    _ => "http/protobuf",
                };
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

        private static string GrpcEndpoint(IResource resource, IConfiguration configuration) =>
            configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { Length: > 0 } endpoint ? endpoint : throw DistributedApplicationException.Of(
                $"The resource '{resource.Name}' sends telemetry by gRPC only, and the dashboard has no port for it.",
                "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL is not set.",
                "Set it in the AppHost's launch profile, for example to http://localhost:4317, or drop the protocol.");
    }

    /// <summary>How telemetry is sent.</summary>
    public enum OtlpProtocol
    {
        /// <summary>By gRPC.</summary>
        Grpc = 0,

        /// <summary>By HTTP, in Protobuf.</summary>
        HttpProtobuf = 1,

        /// <summary>By HTTP, in JSON.</summary>
        HttpJson = 2,
    }
}

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Marks a resource that sends telemetry to the dashboard.</summary>
    public class OtlpExporterAnnotation : IResourceAnnotation
    {
        /// <summary>The only protocol it knows; null for any.</summary>
        public OtlpProtocol? RequiredProtocol { get; init; }
    }

    /// <summary>A text of the engine that is masked wherever the environment is shown.</summary>
    internal sealed record SecretText(string Value)
    {
        public override string ToString() => Value;
    }
}
