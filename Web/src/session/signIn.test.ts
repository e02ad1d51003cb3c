import { afterAll, expect, test, vi } from 'vitest';
import type { Wish } from '../api/model';

const storage = new Map<string, string>();
const reload = vi.fn();
const assign = vi.fn();
const asked: string[] = [];
let away = false;
let silent = false;
let signedIn = 'ada';

vi.stubGlobal('location', { origin: 'http://localhost', reload, assign });
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
  clear: () => storage.clear(),
});
vi.stubGlobal('fetch', async ({ method, url, signal }: Request) => {
  asked.push(`${method} ${new URL(url).pathname}`);
  if (silent && method === 'GET') await new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
  if (away) throw new TypeError('Failed to fetch');
  return method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({ person: { id: signedIn }, setUp: 'done' });
});

const { api } = await import('../api/client');
const { changes } = await import('../changes/changes');
const { addPictures, uploads } = await import('../pictures/pictures');
const { session } = await import('./session');
const { askSession, isStillHere, signIn, signOut } = await import('./signIn');

afterAll(() => vi.unstubAllGlobals());

test('another person in the same tab begins anew, without the changes of the first', async () => {
  await askSession();
  changes.put({ kind: 'remove-list', listId: 'l', name: 'Birthday' }, 'hold');
  await signIn('ada', 'a long password');
  expect([reload.mock.calls.length, changes.entries.length]).toEqual([0, 1]);

  session.person = null;
  signedIn = 'bob';
  await signIn('bob', 'a long password');

  expect([reload.mock.calls.length, changes.entries.length, storage.size]).toEqual([1, 0, 0]);
  expect(session.person).toBeNull();
});

test('a tab whose person signed out in another one begins anew for the next', async () => {
  signedIn = 'ada';
  session.person = null;
  storage.clear();
  await askSession();
  const reloads = reload.mock.calls.length;
  expect(await isStillHere()).toBe(true);

  signedIn = 'bob';

  expect(await isStillHere()).toBe(false);
  expect(reload.mock.calls.length).toBe(reloads + 1);
});

test('what was being read while signing out is read only if that failed', async () => {
  vi.useFakeTimers();
  asked.length = 0;
  silent = true;
  const reading = api.GET('/api/lists');
  away = true;
  const leaving = expect(signOut()).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(0);
  await leaving;
  away = silent = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await reading).response.status).toBe(200);
  expect(asked).toEqual(['GET /api/lists', 'DELETE /api/session', 'GET /api/lists']);

  silent = true;
  void api.GET('/api/lists');
  await vi.advanceTimersByTimeAsync(0);
  silent = false;
  asked.length = 0;
  await signOut();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual(['DELETE /api/session']);
  vi.useRealTimers();
});

test('signing out waits for pictures, and stays while one has not arrived', async () => {
  const sent: { onload: () => void; onerror: () => void; status: number; responseText: string }[] = [];
  vi.stubGlobal('XMLHttpRequest', class {
    upload = {};
    open = (): void => undefined;
    setRequestHeader = (): void => undefined;
    send = (): unknown => sent.push(this as never);
  });
  addPictures({ id: 'w', listId: 'l', name: 'Kettle', pictures: [] as string[] } as Wish, [new File(['x'], 'kettle.png', { type: 'image/png' })]);
  asked.length = 0;
  const leaving = signOut();
  sent[0]!.onerror();
  expect([await leaving, asked, uploads.length]).toEqual([false, [], 1]);

  const again = signOut();
  Object.assign(sent[1]!, { status: 200, responseText: '{"id":"w","listId":"l"}' }).onload();
  expect([await again, asked, uploads.length]).toEqual([true, ['DELETE /api/session'], 0]);
});

test('signing out sends what is held first, and stays while something is not saved', async () => {
  asked.length = 0;
  changes.put({ kind: 'remove-list', listId: 'l', name: 'Birthday' }, 'hold');
  away = true;
  expect(await signOut()).toBe(false);
  expect(asked).toEqual(['DELETE /api/lists/l']);

  away = false;
  expect(await signOut()).toBe(true);
  expect(asked.slice(1)).toEqual(['DELETE /api/lists/l', 'DELETE /api/session']);
  expect(assign).toHaveBeenCalledWith('/');
});
