import { computed, reactive } from 'vue';
import type { Person, SessionState } from '../api/model';
import type { Problem } from '../api/problem';

/** Who is signed in here; `ready` once the server was asked, `problem` is why it could not be. */
export const session = reactive({
  ready: false,
  person: null as Person | null,
  /** Somebody was signed in until the session ended by itself: the page waits behind the sign-in, as it was left. */
  ended: false,
  setUp: 'done' as SessionState['setUp'],
  problem: null as Problem | null,
  /** The last event before what was read of this person. */
  lastEvent: null as string | null,
});

/** The server says that nobody is signed in here any more. */
export function endSession(): void {
  if (session.person) session.ended = true;
  session.person = null;
}

/** Whether this person may see and take backups. */
export const looksAfterData = computed(() => session.person?.role === 'owner' || session.person?.role === 'operator');
