import { afterEach, expect, test, vi } from 'vitest';
import { cutEvents, followEvents } from './stream';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Follows a server that answers as told, until somebody gives it up: each time it is asked it says when, and what became of the connection. */
function follow(answer: (signal: AbortSignal) => Promise<Response>) {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  const asked: AbortSignal[] = [];
  const heard: string[] = [];
  const ask = (_: string, { signal }: RequestInit): Promise<Response> => answer(asked[asked.push(signal!) - 1]!);
  const stop = followEvents({ url: '/', ask, told: (data) => heard.push(data), connected: (is) => heard.push(is ? 'there' : 'away'), refused: () => undefined });
  return { asked, heard, stop };
}

const givenUp = (signal: AbortSignal): Promise<never> => new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)));

test('a server that takes the connection and never answers is away, and asked again', async () => {
  const { asked, heard, stop } = follow(givenUp);

  await vi.advanceTimersByTimeAsync(40_000);
  expect(heard).toEqual(['away']);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked.map(({ aborted }) => aborted)).toEqual([true, false]);

  stop();
  await vi.advanceTimersByTimeAsync(100_000);
  expect([heard, asked.length, asked[1]!.aborted]).toEqual([['away'], 2, true]);
});

test('a server that falls silent is away', async () => {
  let say = (_: string): void => undefined;
  const { heard, stop } = follow(async (signal) => new Response(new ReadableStream({
    start: (stream) => {
      say = (text) => stream.enqueue(new TextEncoder().encode(text));
      signal.addEventListener('abort', () => stream.error(signal.reason));
    },
  })));

  await vi.advanceTimersByTimeAsync(39_000);
  say('data: ping\n\n');
  await vi.advanceTimersByTimeAsync(39_000);
  expect(heard).toEqual(['there', 'ping']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual(['there', 'ping', 'away']);
  stop();
});

test('events are cut at empty lines, and the last one waits for its end', () => {
  expect(cutEvents('id: a1\ndata: {"kind":"ping"}\n\ndata: one\ndata: two\n\nid: b')).toEqual({
    events: [{ id: 'a1', data: '{"kind":"ping"}' }, { id: null, data: 'one\ntwo' }],
    rest: 'id: b',
  });
});

test('comments and other line ends are no events', () => {
  expect(cutEvents(': hello\n\nid:7\r\ndata:x\r\n\r\n').events).toEqual([{ id: '7', data: 'x' }]);
});
