import { afterAll, expect, test, vi } from 'vitest';

/** What is refused, by the end of its address. */
let away: string[] = [];
const link = { id: 'a', name: 'Family', token: 't', expiresAt: null, createdAt: '2026-11-03T10:00:00Z' };
const claim = { id: 'c', itemId: 'w', itemName: 'Kettle', guest: 'Grace', quantity: 1, createdAt: '2026-11-03T10:00:00Z' };
const asked: string[] = [];

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', async ({ url }: Request) => {
  const of = new URL(url).pathname.split('/').at(-1)!;
  asked.push(of);
  if (away.includes(of)) return Response.json({ title: 'Not now' }, { status: 500 });
  return Response.json({ items: of === 'claims' ? [claim] : [link], next: null });
});
afterAll(() => vi.unstubAllGlobals());

const { forgetShare, loadSharing, sharing } = await import('./shares');

test('before the reveal nobody asks for claims', async () => {
  await loadSharing('list', false);

  expect(asked).toEqual(['shares']);
  expect(sharing).toMatchObject({ ready: true, links: [link], claims: null, problem: null });
});

test('claims that could not be read are said to be missing until they were read', async () => {
  away = ['claims'];
  await loadSharing('list', true);
  expect(sharing).toMatchObject({ links: [link], claims: null, problem: { title: 'Not now' } });

  away = ['shares'];
  await loadSharing('list', true);
  expect(sharing).toMatchObject({ links: [link], claims: [claim], problem: { title: 'Not now' } });

  away = [];
  await loadSharing('list', true);
  expect(sharing).toMatchObject({ links: [link], claims: [claim], problem: null });
});

test('a link that was revoked while the links were read does not come back', async () => {
  asked.length = 0;
  const reading = loadSharing('list', false);
  forgetShare('list', 'a');
  await reading;

  // Read once more, which is the truth of now.
  expect(asked).toEqual(['shares', 'shares']);
});
