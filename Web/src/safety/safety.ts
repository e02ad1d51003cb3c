import { computed, reactive, ref } from 'vue';
import { answer, api } from '../api/client';
import type { BackupState, Job } from '../api/model';
import { Problem } from '../api/problem';

/** What the backup worker last told, or why it could not be asked. */
const told = reactive({ state: null as BackupState | null, problem: null as Problem | null, failure: null as Problem | null });
const asking = ref(false);

export const safety = computed(() => ({ ...told, asking: asking.value }));

const IdleMilliseconds = 30_000;
const BusyMilliseconds = 1_500;
let timer: number | undefined;

export function startSafety(): void {
  void watchSafety();
  addEventListener('visibilitychange', () => void watchSafety());
}

/** Asks now, and again every half minute while the page can be seen (more often while a backup runs). */
async function watchSafety(): Promise<void> {
  window.clearTimeout(timer);
  if (document.visibilityState === 'visible') await readState();
  timer = window.setTimeout(() => void watchSafety(), told.state?.running || asking.value ? BusyMilliseconds : IdleMilliseconds);
}

export async function readState(): Promise<void> {
  try {
    told.state = await answer(api.GET('/api/control/state'));
    told.problem = null;
  } catch (error) {
    told.problem = Problem.of(error);
  }
}

/** Takes a backup and waits until it is proven. One at a time: a second call while the first runs does nothing. */
export async function backUpNow(): Promise<void> {
  if (asking.value) return;
  asking.value = true;
  told.failure = null;
  try {
    const job = await ended(await answer(api.POST('/api/control/jobs', { body: { kind: 'backup' } })));
    if (job.fault) told.failure = new Problem(500, job.fault.what, job.fault.why);
  } catch (error) {
    const problem = Problem.of(error);
    // 409: another job runs, which the panel shows.
    if (problem.status !== 409) told.failure = problem;
  } finally {
    asking.value = false;
    await watchSafety();
  }
}

async function ended(job: Job): Promise<Job> {
  while (job.state === 'running') {
    await new Promise((done) => setTimeout(done, BusyMilliseconds));
    job = await answer(api.GET('/api/control/jobs/{id}', { params: { path: { id: job.id } } }));
  }
  return job;
}
