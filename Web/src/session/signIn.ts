import { answer, api, readNoMore } from '../api/client';
import type { SessionState } from '../api/model';
import { Problem } from '../api/problem';
import { changes } from '../changes/changes';
import { finishUploads, uploads } from '../pictures/pictures';
import { session } from './session';

const RetryMilliseconds = 2_000;

/** Who was signed in last in this tab. */
const PersonKey = 'belfry.person';

/** Asks who is signed in, and again while the server is away. */
export async function askSession(): Promise<void> {
  try {
    take(await answer(api.GET('/api/session')));
    session.problem = null;
  } catch (error) {
    session.problem = Problem.of(error);
    session.ready = true;
    window.setTimeout(() => void askSession(), RetryMilliseconds);
  }
}

/** False when another person signed in meanwhile, in another tab: this one begins anew. */
export async function isStillHere(): Promise<boolean> {
  const { person } = await answer(api.GET('/api/session'));
  if (!person || !session.person || person.id === session.person.id) return true;
  beginAnew();
  return false;
}

export async function signIn(account: string, password: string): Promise<void> {
  take(await answer(api.POST('/api/session', { body: { account, password } })));
}

export async function setUp(account: string, password: string, token: string | null): Promise<void> {
  take(await answer(api.POST('/api/setup', { body: { account, name: account, password, token } })));
}

export async function acceptInvitation(token: string, password: string): Promise<void> {
  take(await answer(api.POST('/api/invitations/accept', { body: { token, password } })));
  history.replaceState(null, '', location.pathname);
}

/** Nothing of this person stays on the page. False, and still signed in, while something is not saved: it would be lost. */
export async function signOut(): Promise<boolean> {
  const arrived = await Promise.all([changes.finish(), finishUploads()]);
  if (arrived.includes(false)) return false;
  await readNoMore(async () => {
    await answer(api.DELETE('/api/session'));
    sessionStorage.clear();
    location.assign('/');
  });
  return true;
}

function take(state: SessionState): void {
  const { person } = state;
  const before = sessionStorage.getItem(PersonKey);
  if (person && before && before !== person.id) return beginAnew();
  if (person) sessionStorage.setItem(PersonKey, person.id);
  session.setUp = state.setUp;
  session.lastEvent = state.lastEvent;
  session.person = person;
  session.ended = false;
  session.ready = true;
}

/** Another person in this tab meets nothing of what the first one read, or has not sent yet. */
function beginAnew(): void {
  changes.forget();
  uploads.splice(0);
  sessionStorage.clear();
  location.reload();
}
