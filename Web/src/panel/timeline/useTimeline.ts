import { computed, onUnmounted, ref, watch } from 'vue';
import { answer, api } from '../../api/client';
import { clock } from '../../design/clock';
import { useAsk } from '../ask';
import { marksIn, Undo } from './marks';
import { newest, type Span } from './scale';

const Parts = 200;
/** The whole history to begin with, while it is short. */
const FirstLength = 3_600_000;
const ShortestFirstLength = 300_000;
/** So long after the last turn of the wheel the new span is asked for. */
const RestMilliseconds = 150;

/** What the timeline shows: a span of the time, and what the worker knows of it. */
export function useTimeline() {
  const span = ref<Span>(newest(FirstLength, clock.value));
  const history = useAsk(() => {
    const { from, to } = span.value;
    return answer(api.GET('/api/control/history', { params: { query: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), parts: Parts } } }));
  }, 10_000);
  const happened = useAsk(async () => {
    const [backups, points, drills, database] = await Promise.all([
      answer(api.GET('/api/control/backups')), answer(api.GET('/api/control/points')), answer(api.GET('/api/control/drills')), answer(api.GET('/api/control/database')),
    ]);
    return { backups: backups.backups, points: points.points, drills: drills.drills, migrations: database.migrations, deploys: database.deploys };
  });

  let timer: number | undefined;
  function show(wanted: Span): void {
    if (wanted.from === span.value.from && wanted.to === span.value.to) return;
    span.value = wanted;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void history.again(), RestMilliseconds);
  }
  onUnmounted(() => window.clearTimeout(timer));

  const oldest = computed(() => (history.data.value?.oldest ? Date.parse(history.data.value.oldest) : null));
  watch(oldest, (known, before) => {
    if (known !== null && before === null) show(newest(Math.min(FirstLength, Math.max(ShortestFirstLength, (clock.value - known) * 1.1)), clock.value));
  });

  // The newest part moves on with the clock, unless somebody looks at an earlier one.
  watch(clock, (now, before) => {
    const { from, to } = span.value;
    if (to >= before) span.value = { from: from + now - before, to: to + now - before };
  });

  return {
    span,
    show,
    history,
    happened,
    oldest,
    marks: computed(() => (happened.data.value ? marksIn(span.value, { ...happened.data.value, history: history.data.value }) : [])),
    undoable: computed(() => happened.data.value?.points.some((point) => point.name.startsWith(Undo)) ?? false),
    again: async () => void (await Promise.all([history.again(), happened.again()])),
  };
}
