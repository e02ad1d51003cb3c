import { onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import { answer, api } from '../../api/client';
import type { Comparison, RestorePlan } from '../../api/model';
import { Problem } from '../../api/problem';
import { order } from '../../safety/jobs';

const RestMilliseconds = 300;

/** What a restore to the chosen moment would read, and, when asked for, what it would change. */
export function usePlan(chosen: Readonly<Ref<number | null>>) {
  const plan = shallowRef<RestorePlan | null>(null);
  const refused = shallowRef<Problem | null>(null);
  const compared = shallowRef<Comparison | null>(null);
  const comparing = ref(false);

  let timer: number | undefined;
  watch(
    chosen,
    (moment) => {
      window.clearTimeout(timer);
      [plan.value, refused.value, compared.value] = [null, null, null];
      if (moment !== null) timer = window.setTimeout(() => void look(moment), RestMilliseconds);
    },
    { immediate: true },
  );
  onUnmounted(() => window.clearTimeout(timer));

  async function look(moment: number): Promise<void> {
    try {
      const found = await answer(api.GET('/api/control/plan', { params: { query: { at: new Date(moment).toISOString() } } }));
      if (moment === chosen.value) plan.value = found;
    } catch (error) {
      if (moment === chosen.value) refused.value = Problem.of(error);
    }
  }

  /** Restores to a scratch file at the worker and counts what differs; nothing is changed. */
  async function compare(): Promise<void> {
    const moment = chosen.value;
    if (moment === null || comparing.value) return;
    comparing.value = true;
    const job = await order({ kind: 'compare', at: new Date(moment).toISOString() });
    comparing.value = false;
    if (moment === chosen.value && job?.compared) compared.value = job.compared;
  }

  return { plan, refused, compared, comparing, compare, forget: () => (compared.value = null) };
}
