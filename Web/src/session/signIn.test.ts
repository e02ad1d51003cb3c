import { afterAll, expect, test, vi } from 'vitest';

const storage = new Map<string, string>();
const reload = vi.fn();
const assign = vi.fn();
const asked: string[] = [];
let away = false;
let signedIn = 'ada';

vi.stubGlobal('location', { origin: 'http://localhost', reload, assign });
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
  clear: () => storage.clear(),
});
vi.stubGlobal('fetch', async ({ method, url }: Request) => {
  asked.push(`${method} ${new URL(url).pathname}`);
  if (away) throw new TypeError('Failed to fetch');
  return method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({ person: { id: signedIn }, setUp: 'done' });
});

const { changes } = await import('../changes/changes');
const { session } = await import('./session');
const { askSession, signIn, signOut } = await import('./signIn');

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
