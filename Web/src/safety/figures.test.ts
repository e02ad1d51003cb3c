import { expect, test } from 'vitest';
import { duration, size } from './figures';

test.each([[0, '0 B'], [1_023, '1,023 B'], [49_152, '48 KB'], [1_600_000, '1.5 MB'], [5 * 1024 ** 4, '5 TB']])('%i bytes', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test.each([[41, '41 ms'], [2_345, '2.3 s'], [95_000, '1 min 35 s'], [119_600, '2 min 0 s'], [7_500_000, '2 h 5 min'], [3 * 86_400_000, '3 d']])('%i ms', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
