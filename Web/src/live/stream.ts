export interface StreamEvent {
  id: string | null;
  data: string;
}

/** Cuts what came of a stream of server-sent events into whole events; `rest` is the beginning of the next. */
export function cutEvents(text: string): { events: StreamEvent[]; rest: string } {
  const blocks = text.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = blocks.pop()!;
  const events = blocks.map((block) => {
    const lines = block.split('\n');
    const field = (name: string): string[] => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
    return { id: field('id').at(-1) ?? null, data: field('data').join('\n') };
  });
  return { events: events.filter(({ data }) => data), rest };
}

const FirstRetryMilliseconds = 1_000;
const LastRetryMilliseconds = 30_000;
/** The server says something every 15 seconds. A connection that broke without a word, or was taken by somebody who says none, is noticed by its silence. */
const SilenceMilliseconds = 40_000;

export interface Follower {
  url: string;
  /** The id of the last event that is known of. */
  after?: string | null;
  headers?: Record<string, string>;
  /** How to ask the server; fetch() where nothing is said. */
  ask?: (url: string, init: RequestInit) => Promise<Response>;
  told: (data: string) => void;
  /** The stream is there, or is not. */
  connected: (is: boolean) => void;
  /** The server will not have us: 401 or 404, say. Following has ended. */
  refused: (status: number) => void;
}

/**
 * Follows a stream of events for good: comes back with the id of the last event, after a pause that grows while the server is away. With
 * fetch rather than EventSource, which sends no headers and gives up at the first answer that is not 200. Rests while nobody sees the page,
 * because browsers allow only a few connections to one server. Returns how to stop.
 */
export function followEvents(follower: Follower): () => void {
  let last = follower.after ?? null;
  let failures = 0;
  let timer: number | undefined;
  let silence: number | undefined;
  let current: AbortController | undefined;
  let stopped = false;

  async function run(): Promise<void> {
    const abort = (current = new AbortController());
    const listen = (): void => {
      window.clearTimeout(silence);
      silence = window.setTimeout(() => abort.abort(), SilenceMilliseconds);
    };
    try {
      listen();
      const headers = { Accept: 'text/event-stream', ...follower.headers, ...(last && { 'Last-Event-ID': last }) };
      const response = await (follower.ask ?? fetch)(follower.url, { headers, signal: abort.signal, cache: 'no-store' });
      if ([401, 403, 404].includes(response.status)) {
        stop();
        return follower.refused(response.status);
      }
      if (!response.ok || !response.body) throw new Error(String(response.status));
      follower.connected(true);
      failures = 0;
      await read(response.body, listen);
    } catch {
      if (current === abort) failures++;
    }
    // It rests, or another one runs in its place.
    if (current !== abort) return;
    window.clearTimeout(silence);
    if (failures) follower.connected(false);
    timer = window.setTimeout(() => void run(), Math.min(FirstRetryMilliseconds * 2 ** Math.max(0, failures - 1), LastRetryMilliseconds) * (0.75 + Math.random() / 2));
  }

  async function read(body: ReadableStream<Uint8Array>, listen: () => void): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      listen();
      const { value, done } = await reader.read();
      if (done) return;
      const { events, rest } = cutEvents(text + decoder.decode(value, { stream: true }));
      text = rest;
      for (const event of events) {
        last = event.id ?? last;
        follower.told(event.data);
      }
    }
  }

  function rest(): void {
    window.clearTimeout(timer);
    window.clearTimeout(silence);
    current?.abort();
    current = undefined;
  }

  function restOrRun(): void {
    rest();
    if (!stopped && document.visibilityState === 'visible') void run();
  }

  function stop(): void {
    stopped = true;
    rest();
    document.removeEventListener('visibilitychange', restOrRun);
    removeEventListener('online', restOrRun);
  }

  document.addEventListener('visibilitychange', restOrRun);
  addEventListener('online', restOrRun);
  restOrRun();
  return stop;
}
