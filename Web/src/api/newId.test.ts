import { afterEach, expect, test, vi } from 'vitest';
import { newId } from './newId';

afterEach(() => vi.unstubAllGlobals());

test.each([true, false])('is a UUID (randomUUID is there: %j)', (there) => {
  if (!there) vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
