import { computed, reactive } from 'vue';
import type { Person, SessionState } from '../api/model';
import type { Problem } from '../api/problem';

/** Who is signed in here; `ready` once the server was asked, `problem` is why it could not be. */
export const session = reactive({
  ready: false,
  person: null as Person | null,
  setUp: 'done' as SessionState['setUp'],
  problem: null as Problem | null,
});

/** Whether this person may see and take backups. */
export const looksAfterData = computed(() => session.person?.role === 'owner' || session.person?.role === 'operator');
