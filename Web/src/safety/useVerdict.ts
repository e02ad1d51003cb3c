import { computed, type ComputedRef } from 'vue';
import { answer, api } from '../api/client';
import type { Rehearsal, Series } from '../api/model';
import { clock } from '../design/clock';
import { useAsk, type Asked } from '../panel/ask';
import { facts, overall, type Fact } from './facts';
import { safety } from './safety';
import { judge, type Verdict } from './verdict';

/**
 * The one answer to "is my data safe?", with the facts that it rests on, those beside the worker's state read every so many milliseconds. What
 * cannot be read now counts as not known, however good it was.
 */
export function useVerdict(milliseconds: number): { all: ComputedRef<Fact[]>; verdict: ComputedRef<Verdict>; series: Asked<Series>; drills: Asked<{ drills: Rehearsal[] }> } {
  const database = useAsk(() => answer(api.GET('/api/control/database')), milliseconds);
  const series = useAsk(() => answer(api.GET('/api/control/series')), milliseconds);
  const drills = useAsk(() => answer(api.GET('/api/control/drills')), milliseconds);
  const all = computed(() => facts(
    { state: safety.state, database: current(database), series: current(series), drills: current(drills)?.drills ?? null },
    safety.problem !== null,
    clock.value,
  ));
  const verdict = computed(() => overall(judge(safety.state, safety.problem, clock.value), all.value));
  return { all, verdict, series, drills };
}

function current<T>({ data, problem }: Asked<T>): T | null {
  return problem.value ? null : data.value;
}
