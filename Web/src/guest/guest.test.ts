import { afterAll, beforeEach, expect, test, vi } from 'vitest';

/** The server as far as it matters here: it answers claims as the test says, and keeps their keys. */
const keys: string[] = [];
let outcome: 'lost' | 'taken' | number = 'taken';
const stored = new Map<string, string>();

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('window', globalThis);
vi.stubGlobal('addEventListener', () => undefined);
vi.stubGlobal('removeEventListener', () => undefined);
vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) });
let reads = 0;
let streams = 0;
vi.stubGlobal('fetch', async (request: Request | string) => {
  if (typeof request === 'string') {
    streams++;
    return new Response(new ReadableStream());
  }
  if (request.url.endsWith('/api/shared')) reads++;
  if (request.method === 'GET') return Response.json({ items: [], next: null });
  keys.push(((await request.json()) as { key: string }).key);
  if (outcome === 'lost') throw new TypeError('Failed to fetch');
  return outcome === 'taken' ? Response.json({}) : Response.json({}, { status: outcome });
});

const { claim, guest, openShare } = await import('./guest');

// After Vue, which would take it for a whole one.
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
vi.stubGlobal('document', page);

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

test.each([['visible', 1], ['hidden', 2]])('a list that was opened %s is read %i times once it is followed: what came in between is shown', async (state, times) => {
  [reads, streams, page.visibilityState] = [0, 0, state];
  openShare('a token');
  await vi.waitUntil(() => reads === 1);
  page.visibilityState = 'visible';
  if (state === 'hidden') page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitUntil(() => streams === 1 && !guest.lost && reads === times);

  // Nor once more at the next connection.
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitUntil(() => streams === 2);
  await new Promise((done) => setTimeout(done));
  expect(reads).toBe(times);
});
