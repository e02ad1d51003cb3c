import { computed, reactive } from 'vue';
import { answer, api } from '../api/client';
import type { Backup, Job, JobRequest, NamedPoint } from '../api/model';
import { Problem } from '../api/problem';
import { readState } from '../safety/safety';

const LookMilliseconds = 400;

/** The backups, named points and newest jobs of the worker; `problem` is why they could not be read or ordered. */
export const panel = reactive({ ready: false, backups: [] as Backup[], points: [] as NamedPoint[], jobs: [] as Job[], problem: null as Problem | null });

export const running = computed(() => panel.jobs.find((job) => job.state === 'running'));

let looking = false;

/** Reads everything anew, and follows a job that runs, whoever ordered it. */
export async function readPanel(): Promise<void> {
  try {
    const [backups, points, jobs] = await Promise.all([
      answer(api.GET('/api/control/backups')),
      answer(api.GET('/api/control/points')),
      answer(api.GET('/api/control/jobs')),
    ]);
    Object.assign(panel, { ready: true, backups: backups.backups, points: points.points, jobs: jobs.jobs, problem: null });
  } catch (error) {
    panel.problem = Problem.of(error);
  }
  if (running.value) void follow(running.value.id);
}

/** Orders a job. One runs at a time, so a second order while one runs does nothing. */
export async function order(request: JobRequest): Promise<void> {
  if (running.value) return;
  try {
    const job = await answer(api.POST('/api/control/jobs', { body: request }));
    panel.jobs = [job, ...panel.jobs];
    panel.problem = null;
    await follow(job.id);
  } catch (error) {
    panel.problem = Problem.of(error);
  }
}

async function follow(id: string): Promise<void> {
  if (looking) return;
  looking = true;
  try {
    for (;;) {
      const job = await answer(api.GET('/api/control/jobs/{id}', { params: { path: { id } } }));
      panel.jobs = panel.jobs.map((known) => (known.id === id ? job : known));
      if (job.state !== 'running') break;
      await new Promise((done) => setTimeout(done, LookMilliseconds));
    }
  } catch (error) {
    panel.problem = Problem.of(error);
  } finally {
    looking = false;
  }
  await Promise.all([readPanel(), readState()]);
}
