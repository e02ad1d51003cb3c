import { expect, test } from 'vitest';
import { parseHeaders } from './services.ts';

test.each([
  [undefined, {}],
  ['', {}],
  ['x-otlp-api-key=abc', { 'x-otlp-api-key': 'abc' }],
  ['x-otlp-api-key=a=b==, tenant=a%20b', { 'x-otlp-api-key': 'a=b==', tenant: 'a b' }],
  ['broken,x=1', { x: '1' }],
])('%s', (text, headers) => {
  expect(parseHeaders(text)).toEqual(headers);
});
