import { expect, test } from 'vitest';
import { ago } from './time';

const now = Date.parse('2026-11-21T14:00:00Z');

test.each([
  ['2026-11-21T13:59:55Z', 'just now'],
  ['2026-11-21T13:59:20Z', 'less than a minute ago'],
  ['2026-11-21T13:58:00Z', '2 minutes ago'],
  ['2026-11-21T13:00:20Z', '59 minutes ago'],
  ['2026-11-21T14:15:00Z', 'in 15 minutes'],
  ['2026-11-20T15:00:00Z', '23 hours ago'],
  ['2026-11-19T14:00:00Z', '2 days ago'],
])('%s is %s', (iso, text) => {
  expect(ago(iso, now)).toBe(text);
});
