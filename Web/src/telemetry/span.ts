/** One step of a trace, in the terms of OpenTelemetry; times are milliseconds since 1970. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: 'internal' | 'client';
  start: number;
  end: number;
  attributes: Record<string, string | number>;
  /** What went wrong, when something did. */
  error?: string;
}

export function newSpan(name: string, kind: Span['kind'], parent?: Span): Span {
  return {
    traceId: parent?.traceId ?? randomHex(16),
    spanId: randomHex(8),
    ...(parent && { parentSpanId: parent.spanId }),
    name,
    kind,
    start: now(),
    end: 0,
    attributes: {},
  };
}

export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** W3C Trace Context: version, trace, parent, "sampled". */
export function traceparent(span: Span): string {
  return `00-${span.traceId}-${span.spanId}-01`;
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
