import type { Span } from './span';

/** The body of an OTLP/HTTP JSON trace request (opentelemetry-proto, `ExportTraceServiceRequest`). */
export function toOtlp(spans: Span[], instance: string): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes({ 'service.name': 'web', 'service.instance.id': instance }) },
        scopeSpans: [{ scope: { name: 'Belfry.Web' }, spans: spans.map(spanToOtlp) }],
      },
    ],
  };
}

function spanToOtlp(span: Span): object {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: span.kind === 'client' ? 3 : 1,
    startTimeUnixNano: nanoseconds(span.start),
    endTimeUnixNano: nanoseconds(span.end),
    attributes: attributes(span.attributes),
    ...(span.error && { status: { code: 2, message: span.error } }),
  };
}

/** As text, because nanoseconds since 1970 are beyond what a JavaScript number holds exactly: `"1795224866123456000"`. */
function nanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds * 1000)}000`;
}

function attributes(values: Record<string, string | number>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}
