import { afterAll, beforeEach, expect, test, vi } from 'vitest';

/** The server as far as it matters here: it answers claims as the test says, and keeps their keys. */
const keys: string[] = [];
let outcome: 'lost' | 'taken' | number = 'taken';
const stored = new Map<string, string>();

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('window', globalThis);
vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) });
vi.stubGlobal('fetch', async (request: Request) => {
  if (request.method === 'GET') return Response.json({ items: [], next: null });
  keys.push(((await request.json()) as { key: string }).key);
  if (outcome === 'lost') throw new TypeError('Failed to fetch');
  return outcome === 'taken' ? Response.json({}) : Response.json({}, { status: outcome });
});

const { claim, guest } = await import('./guest');

beforeEach(() => {
  keys.length = 0;
  guest.mine = {};
});
afterAll(() => vi.unstubAllGlobals());

test('a claim whose answer was lost is not certain until the same one is confirmed', async () => {
  outcome = 'lost';
  await expect(claim('w', 'Ada', 2)).rejects.toThrow();
  expect(guest.mine['w']).toMatchObject({ quantity: 2, sure: false });

  outcome = 'taken';
  await claim('w', 'Ada', 2);
  expect(guest.mine['w']).toMatchObject({ sure: true });
  expect(keys[0]).toBe(keys[1]);
});

test('a claim that was refused is none', async () => {
  outcome = 409;
  await expect(claim('w', 'Ada', 1)).rejects.toThrow();
  expect(guest.mine).toEqual({});
});
