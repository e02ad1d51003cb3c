import { afterAll, expect, test, vi } from 'vitest';

const storage = new Map<string, string>();
const reload = vi.fn();
let signedIn = 'ada';

vi.stubGlobal('location', { origin: 'http://localhost', reload });
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
  clear: () => storage.clear(),
});
vi.stubGlobal('fetch', async () => Response.json({ person: { id: signedIn }, setUp: 'done' }));

const { changes } = await import('../changes/changes');
const { session } = await import('./session');
const { askSession, signIn } = await import('./signIn');

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
