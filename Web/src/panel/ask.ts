import { onMounted, onUnmounted, shallowRef, type ShallowRef } from 'vue';
import { Problem } from '../api/problem';

export interface Asked<T> {
  data: Readonly<ShallowRef<T | null>>;
  problem: Readonly<ShallowRef<Problem | null>>;
  again: () => Promise<void>;
}

/** Reads something for a page, and again from time to time while the page can be seen. What was read stays when a later try fails. */
export function useAsk<T>(read: () => Promise<T>, milliseconds = 15_000): Asked<T> {
  const data = shallowRef<T | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let newest = 0;

  async function again(): Promise<void> {
    const mine = ++newest;
    try {
      const told = await read();
      if (mine === newest) [data.value, problem.value] = [told, null];
    } catch (error) {
      if (mine === newest) problem.value = Problem.of(error);
    }
  }

  let timer: number | undefined;
  onMounted(() => {
    void again();
    timer = window.setInterval(() => document.visibilityState === 'visible' && void again(), milliseconds);
  });
  onUnmounted(() => {
    newest++;
    window.clearInterval(timer);
  });
  return { data, problem, again };
}
