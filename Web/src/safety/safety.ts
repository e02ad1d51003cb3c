import { onMounted, onUnmounted, reactive } from 'vue';
import { answer, api } from '../api/client';
import type { BackupState } from '../api/model';
import { Problem } from '../api/problem';

/** What the backup worker last told, or why it could not be asked. */
const told = reactive({ state: null as BackupState | null, problem: null as Problem | null });
export const safety: Readonly<typeof told> = told;

const Milliseconds = 10_000;
let watching = 0;
let timer: number | undefined;

/** Keeps what the worker tells fresh for as long as a component shows it. */
export function useSafety(): void {
  onMounted(() => {
    if (watching++ === 0) void watchSafety();
  });
  onUnmounted(() => {
    if (--watching === 0) window.clearTimeout(timer);
  });
}

export async function readState(): Promise<void> {
  try {
    told.state = await answer(api.GET('/api/control/state'));
    told.problem = null;
  } catch (error) {
    told.problem = Problem.of(error);
  }
}

async function watchSafety(): Promise<void> {
  if (document.visibilityState === 'visible') await readState();
  window.clearTimeout(timer);
  if (watching > 0) timer = window.setTimeout(() => void watchSafety(), Milliseconds);
}
