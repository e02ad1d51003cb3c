import { afterAll, expect, test, vi } from 'vitest';
import type { Wish } from '../api/model';

/** Each question is answered when the test says so. */
const asked: ((names: string[] | number, next?: string) => void)[] = [];

function answerOf(names: string[] | number, next: string | null): Response {
  if (typeof names === 'number') return Response.json({}, { status: names });
  return Response.json({ items: names.map((name) => ({ id: name, name, listId: 'l', version: 1 })), next });
}

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', () => new Promise((done) => asked.push((names, next) => done(answerOf(names, next ?? null)))));
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

test('a list is whole when its last page has come, and not before', async () => {
  const before = asked.length;
  const reading = loadWishes('long');
  await vi.waitUntil(() => asked.length === before + 1);
  asked.at(-1)!(['Pot'], 'more');
  await vi.waitUntil(() => asked.length === before + 2);
  asked.at(-1)!(503);
  await reading;
  expect(wishesIn('long')).toMatchObject({ ready: true, whole: false, problem: { status: 503 }, wishes: [{ name: 'Pot' }] });

  const again = loadWishes('long');
  await vi.waitUntil(() => asked.length === before + 3);
  asked.at(-1)!(['Pot'], 'more');
  await vi.waitUntil(() => asked.length === before + 4);
  asked.at(-1)!(['Bowl']);
  await again;
  expect(wishesIn('long')).toMatchObject({ ready: true, whole: true, problem: null, wishes: [{ name: 'Pot' }, { name: 'Bowl' }] });
});
