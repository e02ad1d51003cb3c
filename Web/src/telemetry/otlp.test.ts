import { expect, test } from 'vitest';
import { toOtlp } from './otlp';
import { newSpan, traceparent } from './span';

test('a span and its parent become OTLP JSON', () => {
  const root = newSpan('click add wish', 'internal');
  const request = { ...newSpan('POST', 'client', root), start: 1_795_224_866_123.456, end: 1_795_224_866_130.5, error: '503' };
  request.attributes = { 'http.request.method': 'POST', 'http.response.status_code': 503 };

  const { resourceSpans } = toOtlp([request], 'one') as { resourceSpans: { scopeSpans: { spans: object[] }[] }[] };
  expect(resourceSpans[0]?.scopeSpans[0]?.spans[0]).toEqual({
    traceId: root.traceId,
    spanId: request.spanId,
    parentSpanId: root.spanId,
    name: 'POST',
    kind: 3,
    startTimeUnixNano: '1795224866123456000',
    endTimeUnixNano: '1795224866130500000',
    attributes: [
      { key: 'http.request.method', value: { stringValue: 'POST' } },
      { key: 'http.response.status_code', value: { intValue: '503' } },
    ],
    status: { code: 2, message: '503' },
  });
});

test('traceparent is what W3C Trace Context asks for', () => {
  expect(traceparent(newSpan('x', 'client'))).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
