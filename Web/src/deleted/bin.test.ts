import { afterAll, expect, test, vi } from 'vitest';
import type { List, Wish } from '../api/model';

/** Each question is answered when the test says so. */
const asked: (() => void)[] = [];
const bins: Record<string, unknown[]> = {
  '/api/lists': [{ id: 'garden', name: 'Garden', deletedAt: '2026-11-03T10:00:00Z' }],
  '/api/lists/kitchen/items': [{ id: 'kettle', name: 'Kettle', deletedAt: '2026-11-02T10:00:00.5Z' }, { id: 'pan', name: 'Pan', deletedAt: '2026-11-04T10:00:00Z' }],
};

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', ({ url }: Request) => new Promise((done) => asked.push(() => done(Response.json({ items: bins[new URL(url).pathname], next: null })))));
afterAll(() => vi.unstubAllGlobals());

const { bin, idOf, leaveBin, loadBin, restoring } = await import('./bin');
const { listCache } = await import('../lists/listCache');
listCache.lists = [{ id: 'kitchen', name: 'Kitchen' } as List];

async function answered(reading: Promise<void>): Promise<void> {
  await vi.waitUntil(() => asked.length === 2);
  for (const answer of asked.splice(0)) answer();
  await reading;
}

test('lists and wishes stand together, those deleted last first', async () => {
  await answered(loadBin());

  expect(bin.entries.map(idOf)).toEqual(['pan', 'garden', 'kettle']);
  expect(bin.entries.map(restoring)).toMatchObject([{ kind: 'restore-wish', listId: 'kitchen', wishId: 'pan' }, { kind: 'restore-list', listId: 'garden' }, { kind: 'restore-wish', wishId: 'kettle' }]);
});

test('what was put back does not come again by a reading that began before', async () => {
  const reading = loadBin();
  leaveBin('pan');
  await answered(reading);

  expect(bin.entries.map(idOf)).toEqual(['garden', 'kettle']);
  expect(bin.back?.wish).toMatchObject({ name: 'Pan' } satisfies Partial<Wish>);
});
