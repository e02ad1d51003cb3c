import { computed, reactive } from 'vue';
import { answer, api } from '../api/client';
import type { Job, JobRequest } from '../api/model';
import { Problem } from '../api/problem';
import { readState } from './safety';

const LookMilliseconds = 400;
/** While the worker does not answer. */
const RetryMilliseconds = 2_000;

/** The newest jobs of the worker; `problem` is why they could not be read, `refused` why the newest order was not taken. */
export const jobs = reactive({ ready: false, all: [] as Job[], problem: null as Problem | null, refused: null as Problem | null });

export const running = computed(() => jobs.all.find((job) => job.state === 'running') ?? null);

/** By the id of the job. */
const following = new Map<string, Promise<void>>();

/** Reads them anew, and follows one that runs, whoever ordered it. */
export async function readJobs(): Promise<void> {
  try {
    const told = await answer(api.GET('/api/control/jobs'));
    Object.assign(jobs, { ready: true, all: told.jobs, problem: null });
  } catch (error) {
    jobs.problem = Problem.of(error);
  }
  if (running.value) void follow(running.value.id);
}

/** Orders a job and waits for its end; null when it was not taken or its end is not known. One runs at a time: nothing happens while one does. */
export async function order(request: JobRequest): Promise<Job | null> {
  if (running.value) return null;
  jobs.refused = null;
  try {
    const begun = await answer(api.POST('/api/control/jobs', { body: request }));
    jobs.all = [begun, ...jobs.all];
    await follow(begun.id);
    return jobs.all.find((job) => job.id === begun.id && job.kind === begun.kind && job.state !== 'running') ?? null;
  } catch (error) {
    jobs.refused = Problem.of(error);
    return null;
  }
}

function follow(id: string): Promise<void> {
  let end = following.get(id);
  if (!end) following.set(id, (end = look(id).finally(() => following.delete(id))));
  return end;
}

async function look(id: string): Promise<void> {
  for (;;) {
    let pause = LookMilliseconds;
    try {
      const job = await answer(api.GET('/api/control/jobs/{id}', { params: { path: { id } } }));
      jobs.all = jobs.all.map((known) => (known.id === id ? job : known));
      if (job.state !== 'running') break;
    } catch (error) {
      const problem = Problem.of(error);
      if (!problem.passing) {
        // The worker began anew, and with it what it knew of its jobs.
        jobs.all = jobs.all.filter((known) => known.id !== id);
        jobs.refused = problem;
        break;
      }
      pause = RetryMilliseconds;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
  await readState();
}
