import { afterAll, expect, test, vi } from 'vitest';
import type { Follower } from './stream';

/** The stream is there as soon as it is followed. */
vi.mock('./stream', () => ({
  followEvents: ({ connected }: Follower) => {
    connected(true);
    return () => undefined;
  },
}));

let away = true;
vi.stubGlobal('window', globalThis);
vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('fetch', async () => (away ? Response.json({}, { status: 503 }) : Response.json({ items: [], next: null })));
afterAll(() => vi.unstubAllGlobals());

const { listCache, loadLists } = await import('../lists/listCache');
const { startLive } = await import('./live');

test('what could not be read is read when the server is heard again', async () => {
  await loadLists();
  expect(listCache.problem).toMatchObject({ status: 503 });

  away = false;
  startLive();

  await vi.waitUntil(() => listCache.ready);
  expect(listCache.problem).toBeNull();
});
