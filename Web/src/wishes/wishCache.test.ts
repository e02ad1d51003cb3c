import { afterAll, expect, test, vi } from 'vitest';
import type { Wish } from '../api/model';

/** Each question is answered when the test says so. */
const asked: ((names: string[]) => void)[] = [];

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', () => new Promise((done) => asked.push((names) => done(Response.json({ items: names.map((name) => ({ id: name, name, listId: 'l' })), next: null })))));
afterAll(() => vi.unstubAllGlobals());

const { loadWishes, wishesIn } = await import('./wishCache');
const names = (listId: string): string[] => wishesIn(listId).wishes.map(({ name }: Wish) => name);

test('a reading that was overtaken by a newer one leaves the result to it', async () => {
  const older = loadWishes('l');
  await vi.waitUntil(() => asked.length === 1);
  const newer = loadWishes('l');
  await vi.waitUntil(() => asked.length === 2);
  asked[1]!(['Pot', 'Bowl']);
  await newer;
  asked[0]!(['Pot']);
  await older;

  expect(names('l')).toEqual(['Pot', 'Bowl']);
});

test('the lists not read for longest are forgotten', async () => {
  for (let i = 0; i < 30; i++) {
    const read = loadWishes(`${i}`);
    await vi.waitUntil(() => asked.length === i + 3);
    asked.at(-1)!(['Pot']);
    await read;
  }

  expect([names('5'), names('29')]).toEqual([[], ['Pot']]);
});
