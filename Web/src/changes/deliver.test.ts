import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Wish, WishFields } from '../api/model';
import { Problem } from '../api/problem';

/** The server as far as it matters here: one wish for each key, and an answer that is lost on the way when the test says so. */
const rows = new Map<string, Wish>();
let loseAnswer = false;

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', async (request: Request) => {
  const fields = (await request.json()) as WishFields;
  const key = request.headers.get('Idempotency-Key') ?? request.url.split('/').at(-1)!;
  const known = rows.get(key);
  if (!known) rows.set(key, { ...(fields as Wish), id: key, listId: 'l', version: 1 });
  else if (request.method === 'PUT') rows.set(key, { ...known, ...fields });
  if (loseAnswer) throw new TypeError('Failed to fetch');
  return Response.json(rows.get(key));
});

const { newId } = await import('../api/newId');
const { wishesIn } = await import('../wishes/wishCache');
const { deliver } = await import('./deliver');

const fields: WishFields = { name: 'Kettle', note: null, url: null, price: null, currency: null, quantity: 1, priority: 'normal', state: 'wanted' };

beforeEach(() => rows.clear());
afterAll(() => vi.unstubAllGlobals());

test.each([fields, { ...fields, name: 'Pot' }])('a wish whose answer was lost is there once when sent again, as last written (%j)', async (written) => {
  const wishId = newId();
  loseAnswer = true;
  await expect(deliver({ kind: 'add-wish', listId: wishId, wishId, fields }, false)).rejects.toBeInstanceOf(Problem);
  loseAnswer = false;
  const id = await deliver({ kind: 'add-wish', listId: wishId, wishId, fields: written }, false);
  expect([...rows.values()]).toMatchObject([{ ...written, id }]);
  expect(wishesIn('l').wishes.filter((wish) => wish.id === id)).toMatchObject([written]);
});
