// Sends a trace of two spans, a log record and two metrics with the OpenTelemetry SDK for JavaScript.
// Usage: node send.mjs <grpc|http/protobuf|http/json>; where to and with which key and compression by the usual OTEL_EXPORTER_OTLP_* variables.
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { SeverityNumber } from '@opentelemetry/api-logs'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'

const form = { grpc: 'grpc', 'http/protobuf': 'proto', 'http/json': 'http' }[process.argv[2]]
const { OTLPTraceExporter } = await import(`@opentelemetry/exporter-trace-otlp-${form}`)
const { OTLPLogExporter } = await import(`@opentelemetry/exporter-logs-otlp-${form}`)
const { OTLPMetricExporter } = await import(`@opentelemetry/exporter-metrics-otlp-${form}`)
const resource = resourceFromAttributes({ 'service.name': 'node-sender', 'service.instance.id': 'node-1' })

const traces = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] })
const tracer = traces.getTracer('sender', '1.2.3')
const parent = tracer.startSpan('GET /wishes', { kind: SpanKind.SERVER, attributes: { 'http.route': '/wishes', 'http.response.status_code': 500, tags: ['a', 'ü'] } })
const child = tracer.startSpan('select', { kind: SpanKind.CLIENT, links: [{ context: parent.spanContext() }] }, trace.setSpan(context.active(), parent))
child.recordException(new Error('locked'))
child.setStatus({ code: SpanStatusCode.ERROR, message: 'database is locked' })
child.end()

const logs = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter() })] })
logs.getLogger('wishes').emit({
  severityNumber: SeverityNumber.WARN,
  severityText: 'WARN',
  body: 'slow: grüße',
  attributes: { user: 'ann', nested: { list: [1, 2.5, true], none: null } },
  context: trace.setSpan(context.active(), parent),
})
parent.end()

const metrics = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })] })
const meter = metrics.getMeter('sender')
meter.createCounter('requests', { unit: '{request}' }).add(3, { method: 'GET' })
meter.createHistogram('duration', { unit: 's' }).record(0.2)

await Promise.all([traces.shutdown(), logs.shutdown(), metrics.shutdown()])
