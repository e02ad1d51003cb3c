import { answer, api } from '../api/client';
import { readState } from './safety';

/** Lets scheduled work stand still for a while; what the worker tells next says until when. */
export async function pause(minutes: number): Promise<void> {
  await answer(api.POST('/api/control/pause', { body: { minutes } }));
  await readState();
}

/** Ends a pause: what came due meanwhile is done now. */
export async function resume(): Promise<void> {
  await answer(api.POST('/api/control/resume'));
  await readState();
}
