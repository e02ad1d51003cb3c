import { afterAll, expect, test, vi } from 'vitest';
import type { Deleted, Wish } from '../api/model';

/** Each question is answered when the test says so. */
const asked: (() => void)[] = [];
const of = (listId: string, listName: string, item: Partial<Wish> | null): Deleted =>
  ({ listId, listName, itemCount: 0, item: item as Wish | null, deletedAt: '2026-11-03T10:00:00Z', keptUntil: '2026-12-03T10:00:00Z' });
const told = [of('kitchen', 'Kitchen', { id: 'pan', name: 'Pan' }), of('garden', 'Garden', null), of('kitchen', 'Kitchen', { id: 'kettle', name: 'Kettle' })];

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', ({ url }: Request) => new Promise((done) => asked.push(() => {
  const second = new URL(url).searchParams.has('cursor');
  done(Response.json(second ? { items: told.slice(2), next: null } : { items: told.slice(0, 2), next: 'more' }));
})));
afterAll(() => vi.unstubAllGlobals());

const { bin, idOf, leaveBin, loadBin, puttingBack } = await import('./bin');

async function answered(reading: Promise<void>): Promise<void> {
  for (let page = 0; page < 2; page++) {
    await vi.waitUntil(() => asked.length === 1);
    asked.pop()!();
  }
  await reading;
}

test('the bin is read page by page, and kept in its order', async () => {
  await answered(loadBin());

  expect(bin.entries.map(idOf)).toEqual(['pan', 'garden', 'kettle']);
});

test('what was put back does not come again by a reading that began before', async () => {
  const reading = loadBin();
  leaveBin(['pan']);
  await answered(reading);
  leaveBin(['kettle']);

  expect(bin.entries.map(idOf)).toEqual(['garden']);
  expect(bin.back.map(idOf)).toEqual(['pan', 'kettle']);
});

test('many are put back by as few changes as the server takes', () => {
  const changes = puttingBack([...told, ...Array.from({ length: 200 }, (_, index) => of('attic', 'Attic', { id: `${index}`, name: `Wish ${index}` }))]);

  expect(changes).toMatchObject([{ kind: 'put-back', name: 'Pan' }, { kind: 'put-back', name: 'Wish 197' }]);
  expect(changes.map((change) => 'entries' in change && change.entries.length)).toEqual([200, 3]);
  expect(changes[0]).toHaveProperty('entries.0', { listId: 'kitchen', itemId: 'pan' });
  expect(changes[0]).toHaveProperty('entries.1', { listId: 'garden', itemId: null });
});
