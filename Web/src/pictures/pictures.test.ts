import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Wish } from '../api/model';

/** A connection that does what the test says. */
class Connection {
  status = 0;
  responseText = '';
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  open = (): void => undefined;
  setRequestHeader = (): void => undefined;

  send(): void {
    connections.push(this);
  }

  async answer(status: number, body: object): Promise<void> {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    await this.end(this.onload);
  }

  lose = (): Promise<void> => this.end(this.onerror);
  abort = (): Promise<void> => this.end(this.onabort);

  private async end(how: (() => void) | undefined): Promise<void> {
    how?.();
    this.onloadend?.();
    await Promise.resolve();
  }
}

const connections: Connection[] = [];
vi.stubGlobal('location', { origin: 'http://localhost' });
const { addPictures, giveUp, send, sendAgain, uploads } = await import('./pictures');

const wish = { id: 'w', listId: 'l', name: 'Kettle', pictures: [] as string[] } as Wish;
const picture = (name: string): File => new File(['x'], name, { type: 'image/png' });
const waiting = (): string[] => uploads.map(({ file, problem }) => `${file.name} ${problem?.status}`);

beforeEach(() => {
  connections.length = 0;
  uploads.splice(0);
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', Connection);
});
afterEach(() => vi.useRealTimers());

test('what did not arrive is kept with its reason, and sent again when the server is heard unless that said no', async () => {
  addPictures(wish, ['arrived.png', 'lost.png', 'refused.png'].map(picture));
  await connections[0]!.answer(200, wish);
  await connections[1]!.lose();
  await connections[2]!.answer(415, {});
  await vi.advanceTimersByTimeAsync(0);
  expect(waiting()).toEqual(['lost.png 0', 'refused.png 415']);

  sendAgain();
  send(uploads[0]!);
  expect(connections.length).toBe(4);
  await connections[3]!.answer(200, wish);
  await vi.advanceTimersByTimeAsync(0);
  expect(waiting()).toEqual(['refused.png 415']);
  giveUp(uploads[0]!);
  expect(uploads).toEqual([]);
});

test('a picture may take as long as it goes on, and is away when nothing of it goes any more', async () => {
  addPictures(wish, [picture('large.png')]);
  for (let part = 1; part <= 5; part++) {
    await vi.advanceTimersByTimeAsync(29_000);
    connections[0]!.upload.onprogress!({ loaded: part, total: 10 });
  }
  expect(uploads).toMatchObject([{ progress: 0.5, problem: null }]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(uploads).toMatchObject([{ problem: { passing: true }, sending: null }]);
});

test('what cannot become a picture of the wish is not taken', () => {
  const faults = addPictures({ ...wish, pictures: Array.from({ length: 9 }, String) }, [new File(['x'], 'notes.txt'), picture('tenth.png'), picture('eleventh.png')]);
  expect(faults).toEqual([expect.stringContaining('notes.txt'), expect.stringContaining('eleventh.png')]);
  expect(uploads.map(({ file }) => file.name)).toEqual(['tenth.png']);
});
