import { readFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('schema.d.ts is what openapi.json says (else: npm run generate)', async () => {
  const source = new URL('openapi.json', import.meta.url);
  const generated = astToString(await openapi(source));
  const committed = readFileSync(new URL('schema.d.ts', import.meta.url), 'utf8');
  expect(committed.slice(committed.indexOf('export interface paths'))).toBe(generated.slice(generated.indexOf('export interface paths')));
});
