import createClient from 'openapi-fetch';
import { tracedFetch } from '../telemetry/trace';
import { endSession } from '../session/session';
import { patient } from './patient';
import { Problem } from './problem';
import type { paths } from './schema';

/** Longer than a busy server takes. One that takes the connection and says nothing for so long is as good as away. */
const AnswerMilliseconds = 30_000;

/**
 * The API, typed by its OpenAPI document. Same origin: the dev server and Caddy pass `/api` on. What only reads is asked again when nothing came.
 * What the server works on for longer is asked with a fetch of its own.
 */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (asked) => {
    const request = new Request(asked, { signal: AbortSignal.timeout(AnswerMilliseconds) });
    return request.method === 'GET' ? patient(() => read(request)) : tracedFetch(request);
  },
});

let reading = new AbortController();
let resting: Promise<void> | undefined;

/** fetch() of what only this person may see. */
export async function read(input: Request | string, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  if (resting) await resting;
  return tracedFetch(new Request(request, { signal: AbortSignal.any([request.signal, reading.signal]) }));
}

/** Nothing is read any more, for this person is leaving. What was being read is asked again only if `leave` fails: after it the page is another one. */
export async function readNoMore(leave: () => Promise<void>): Promise<void> {
  let stay = (): void => undefined;
  resting = new Promise((done) => (stay = done));
  reading.abort();
  reading = new AbortController();
  try {
    await leave();
  } catch (error) {
    stay();
    throw error;
  }
}

/** The body of a successful answer; every other outcome is thrown as a {@link Problem}. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result;
  try {
    result = await call;
  } catch (error) {
    throw Problem.of(error);
  }
  // The session ended elsewhere: the page asks to sign in again, and what was not saved waits.
  if (result.response.status === 401) endSession();
  if (!result.response.ok) throw Problem.from(result.response.status, result.error);
  return result.data as T;
}
