import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Job } from '../api/model';

/** The worker as far as it matters here: each question about a job is answered by the next word. */
const words: ('running' | 'done' | 'away' | 'gone')[] = [];
let ordered = 0;
/** Holds back what the worker tells of itself. */
let state = Promise.resolve();

vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('fetch', async (request: Request) => {
  const path = new URL(request.url).pathname;
  if (path === '/api/control/state') return state.then(() => Response.json({}));
  if (request.method === 'POST') return Response.json({ id: `${++ordered}`, kind: 'backup', state: 'running' });
  const word = words.shift() ?? 'done';
  if (word === 'away') return Response.json({ title: 'Away' }, { status: 503 });
  if (word === 'gone') return Response.json({ title: 'Gone' }, { status: 404 });
  return Response.json({ id: path.split('/').at(-1), kind: 'backup', state: word } as Job);
});

const { jobs, order, running } = await import('./jobs');

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(jobs, { all: [], refused: null });
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a job of a worker that is away for a moment is followed to its end', async () => {
  words.push('running', 'away');
  const job = order({ kind: 'backup' });
  await vi.advanceTimersByTimeAsync(500);
  expect(running.value).not.toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await job).toMatchObject({ state: 'done' });
  expect(jobs.refused).toBeNull();
});

test('a job that the worker knows no more is dropped, with the reason', async () => {
  words.push('gone');
  expect(await order({ kind: 'backup' })).toBeNull();
  expect(jobs).toMatchObject({ all: [], refused: { status: 404 } });
});

test('a job ordered right after another one is followed too', async () => {
  let tell = (): void => undefined;
  state = new Promise((done) => (tell = done));
  void order({ kind: 'backup' });
  await vi.advanceTimersByTimeAsync(500);
  expect(running.value).toBeNull();
  void order({ kind: 'backup' });
  await vi.advanceTimersByTimeAsync(500);
  expect(jobs.all.map((job) => job.state)).toEqual(['done', 'done']);
  tell();
});
