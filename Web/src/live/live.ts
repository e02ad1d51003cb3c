import { reactive } from 'vue';
import { answer, api, read } from '../api/client';
import type { LiveEvent } from '../api/model';
import { changes } from '../changes/changes';
import { hear, readAgain, refresh } from '../lists/lists';
import { sendAgain } from '../pictures/pictures';
import { endSession, looksAfterData, session } from '../session/session';
import { isStillHere } from '../session/signIn';
import { followEvents } from './stream';

/** What this window knows of the others: whether it hears of them, and whether the data is being replaced under it. */
export const live = reactive({ lost: false, restoring: false, restored: false });

const LostMilliseconds = 3_000;
const LookMilliseconds = 1_000;
let stop: (() => void) | undefined;
let begun = false;
let asked = false;
let lostTimer: number | undefined;

/** Follows what changes, for as long as somebody is signed in. */
export function startLive(): void {
  stop?.();
  begun = asked = false;
  stop = followEvents({
    url: '/api/events',
    ask: askAgain,
    after: session.lastEvent,
    told: (data) => take(JSON.parse(data) as LiveEvent),
    connected: (is) => {
      window.clearTimeout(lostTimer);
      // A restart of the server is over before anybody has to know of it.
      if (is) live.lost = begun = false;
      else lostTimer = window.setTimeout(() => (live.lost = true), LostMilliseconds);
      // The server is there: what waits for it need not wait for its next try.
      if (is) {
        void changes.send();
        sendAgain();
        readAgain();
      }
      if (is && looksAfterData.value) void watchRestore();
    },
    refused: (status) => {
      if (status === 401) endSession();
    },
  });
}

/** The first connection follows the sign-in. Before a later one somebody else may have signed in, in another tab: nothing of theirs comes here, and nothing goes to them. */
async function askAgain(url: string, init: RequestInit): Promise<Response> {
  if (asked && !(await isStillHere())) return await new Promise(() => undefined);
  asked = true;
  return await read(url, init);
}

function take({ kind, list }: LiveEvent): void {
  if (kind === 'reset') {
    // The first word of a connection may be a reset too: something was missed, nothing happened to the data.
    if (begun) live.restored = true;
    live.restoring = false;
    void refresh();
  } else if (kind === 'control') {
    if (looksAfterData.value) void watchRestore();
  } else if (kind !== 'ping' && list) {
    hear(list);
  }
  begun = true;
}

let watching = false;

/** Asks whether a restore runs, and again until it is over. Operators only; others notice nothing but a slower answer. */
async function watchRestore(): Promise<void> {
  if (watching) return;
  watching = true;
  try {
    do {
      const { jobs } = await answer(api.GET('/api/control/jobs'));
      live.restoring = jobs.some(({ kind, state }) => state === 'running' && (kind === 'restore' || kind === 'undo'));
      if (live.restoring) await new Promise((done) => setTimeout(done, LookMilliseconds));
    } while (live.restoring);
  } catch {
    live.restoring = false;
  } finally {
    watching = false;
  }
}
