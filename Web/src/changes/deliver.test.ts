import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Wish, WishFields } from '../api/model';
import { Problem } from '../api/problem';

/** The server as far as it matters here: one wish for each key, and an answer that is lost on the way when the test says so. */
const rows = new Map<string, Wish>();
let loseAnswer = false;
let silent = false;
const sent: { match: string | null; fields: object }[] = [];

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', async (request: Request) => {
  if (silent) await new Promise((_, fail) => request.signal.addEventListener('abort', () => fail(request.signal.reason)));
  if (request.method === 'GET' && request.url.includes('?')) return Response.json({ items: [...rows.values()], next: null });
  if (request.method === 'GET') return Response.json(rows.get(request.url.split('/').at(-1)!) ?? {}, { status: rows.has(request.url.split('/').at(-1)!) ? 200 : 404 });
  const fields = (await request.json()) as WishFields;
  sent.push({ match: request.headers.get('If-Match'), fields });
  const key = request.headers.get('Idempotency-Key') ?? request.url.split('/').at(-1)!;
  const known = rows.get(key);
  if (known && request.method === 'PUT' && request.headers.get('If-Match') !== `"${known.version}"`) return Response.json({}, { status: 412 });
  if (!known) rows.set(key, { ...(fields as Wish), id: key, listId: 'l', version: 1 });
  else if (request.method === 'PUT') rows.set(key, { ...known, ...fields, version: known.version + 1 });
  if (loseAnswer) throw new TypeError('Failed to fetch');
  return Response.json(rows.get(key));
});

const { newId } = await import('../api/newId');
const { keepWish, loadWishes, wishesIn } = await import('../wishes/wishCache');
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

test('a wish that a silent server does not take is away after a while, and sent again with its key', async () => {
  vi.useFakeTimers();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(new DOMException('', 'TimeoutError')), milliseconds);
    return limit.signal;
  });
  const wishId = newId();
  silent = true;
  const given = deliver({ kind: 'add-wish', listId: 'l', wishId, fields }, false).catch((problem: Problem) => problem);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await given).toMatchObject({ status: 0, passing: true });

  silent = false;
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(await deliver({ kind: 'add-wish', listId: 'l', wishId, fields }, false)).toBe(wishId);
  expect([...rows.keys()]).toEqual([wishId]);
});

test('an edit whose answer was lost is done when sent again, unless it says something else', async () => {
  rows.set('w', { ...fields, id: 'w', listId: 'lost', version: 1 } as Wish);
  await loadWishes('lost');
  loseAnswer = true;
  const edit = { kind: 'edit-wish', listId: 'lost', wishId: 'w', fields: { name: 'Pot ' } } as const;
  await expect(deliver(edit, false)).rejects.toMatchObject({ status: 0 });
  loseAnswer = false;
  rows.set('w', { ...rows.get('w')!, name: 'Pot' });
  await deliver(edit, false);
  expect(wishesIn('lost').wishes).toMatchObject([{ name: 'Pot', version: 2 }]);

  rows.set('w', { ...rows.get('w')!, name: 'Bowl', version: 3 });
  await expect(deliver(edit, false)).rejects.toMatchObject({ status: 412 });
});

test('an edit changes what it speaks of, in the newest wish that this window knows', async () => {
  const wish = { ...fields, id: 'w', listId: 'l', version: 7, note: 'Of another window' } as Wish;
  rows.set('w', wish);
  keepWish(wish);
  await deliver({ kind: 'edit-wish', listId: 'l', wishId: 'w', fields: { name: 'Pot' } }, false);
  expect(sent.at(-1)).toEqual({ match: '"7"', fields: { ...fields, note: 'Of another window', name: 'Pot' } });
});

test.each([
  ['what another window changed is not written over', 'Of another window', 412],
  ['what another window changed likewise is no conflict', 'Mine', undefined],
])('%s', async (_, note, status) => {
  const wish = { ...fields, id: 'w', listId: 'l', version: 8, note } as Wish;
  rows.set('w', wish);
  keepWish(wish);
  const edit = deliver({ kind: 'edit-wish', listId: 'l', wishId: 'w', fields: { note: 'Mine' }, was: { note: 'Before' } }, false);
  expect(await edit.catch(({ status }: Problem) => status)).toBe(status);
});

test.each([
  [{ kind: 'edit-wish', listId: 'unread', wishId: 'w', fields: { quantity: 2 } }, { ...fields, quantity: 2 }],
  [{ kind: 'edit-list', listId: 'w', fields: { archived: true } }, { name: 'Kettle', description: 'Tea', archived: true, revealAt: '2026-12-24T00:00:00Z' }],
] as const)('after a reload %j asks first, and keeps what it does not speak of', async (change, written) => {
  rows.set('w', { ...fields, id: 'w', listId: 'unread', version: 3, description: 'Tea', archived: false, revealAt: '2026-12-24T00:00:00Z' } as unknown as Wish);
  await deliver(change, false);
  expect(sent.at(-1)).toEqual({ match: '"3"', fields: written });
});
