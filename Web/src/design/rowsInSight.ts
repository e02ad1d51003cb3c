import { computed, nextTick, onMounted, onUnmounted, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { nextTask } from './nextTask';

/** One row of those that are drawn, and the height of what is left out before it, in pixels. */
export interface DrawnRow<T> {
  row: T;
  index: number;
  gap: number;
}

interface Rows<T> {
  /** The list on the page; its children carry `data-key`. */
  element: () => HTMLElement | null;
  rows: () => readonly T[];
  keyOf: (row: T) => string;
  /** What a row takes until it was measured, in pixels. */
  guess: number;
  /** Between two rows, in pixels. */
  space?: number;
  /** Rows that are drawn wherever they are, beside the one that has the focus: one that is being written in, say. */
  kept?: () => readonly (string | null)[];
}

interface RowsInSight<T> {
  drawn: ComputedRef<DrawnRow<T>[]>;
  /** The height of what is left out at the end, in pixels. */
  rest: ComputedRef<number>;
  /** Once all in sight were drawn, for what should not come before them. */
  settled: Readonly<Ref<boolean>>;
  /** The row with this key, drawn by now wherever it is. */
  reach: (key: string) => Promise<HTMLElement | undefined>;
  /** For `focusin` of the list: the row that has the focus stays drawn, however far it is scrolled away. */
  keepFocused: (event: FocusEvent) => void;
}

/** Rows by their index: the first, and the one after the last. */
export interface Range {
  from: number;
  to: number;
}

/** Drawn beyond both edges of the window, so that scrolling meets no blank. */
const Beyond = 12;
/** Drawn with one frame at most, so that the page answers meanwhile. */
const MoreRows = 6;
/** Drawn with all the rest of the page. */
const FirstRows = 3;

/**
 * Of a list of thousands only the rows in sight are drawn, and a few around them: opening it, scrolling, and selecting all of it cost what
 * a short list does. Rows may have any height; those never drawn count with the guess.
 */
export function useRowsInSight<T>({ element, rows, keyOf, guess, space = 0, kept = () => [] }: Rows<T>): RowsInSight<T> {
  const heights = new Map<string, number>();
  const measured = shallowRef(0);
  const range = shallowRef<Range>({ from: 0, to: FirstRows });
  const settled = shallowRef(false);
  const reached = shallowRef<string | null>(null);
  let frame = 0;
  let later = 0;

  /** Where each row begins, from the top of the list; the last is the height of all. */
  const tops = computed(() => {
    void measured.value;
    return topsOf(rows().map((row) => (heights.get(keyOf(row)) ?? guess) + space));
  });

  const indexes = computed(() => {
    const all = rows();
    const { from, to } = range.value;
    const drawn = new Set<number>();
    for (let index = from; index < Math.min(to, all.length); index++) drawn.add(index);
    for (const key of [...kept(), reached.value]) {
      const index = key === null ? -1 : all.findIndex((row) => keyOf(row) === key);
      if (index >= 0) drawn.add(index);
    }
    return [...drawn].sort((a, b) => a - b);
  });

  const drawn = computed(() => {
    let end = 0;
    return indexes.value.map((index) => {
      const gap = tops.value[index]! - tops.value[end]!;
      end = index + 1;
      return { row: rows()[index]!, index, gap };
    });
  });

  const rest = computed(() => tops.value.at(-1)! - tops.value[(indexes.value.at(-1) ?? -1) + 1]!);

  function measure(list: HTMLElement): void {
    let changed = false;
    for (const child of list.children) {
      const key = (child as HTMLElement).dataset['key'];
      if (key === undefined) continue;
      const { height } = child.getBoundingClientRect();
      if (heights.get(key) === height) continue;
      heights.set(key, height);
      changed = true;
    }
    if (changed) measured.value++;
  }

  function look(): void {
    const list = element();
    if (!list) return;
    measure(list);
    const top = -list.getBoundingClientRect().top;
    const sight = { from: rowAt(tops.value, top), to: Math.min(rowAt(tops.value, top + innerHeight) + 1, rows().length) };
    const { from, to } = grow(range.value, sight, rows().length);
    if (from !== range.value.from || to !== range.value.to) range.value = { from, to };
    if (from <= sight.from && to >= sight.to) settled.value = true;
  }

  async function reach(key: string): Promise<HTMLElement | undefined> {
    reached.value = key;
    await nextTick();
    return element()?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? undefined;
  }

  function keepFocused(event: FocusEvent): void {
    reached.value = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset['key'] ?? null;
  }

  /** Before the next frame is drawn: what comes into sight is drawn with it. */
  function lookSoon(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      look();
    });
  }

  /** After the next frame was drawn: the rows stand where they are measured, and drawing more of them is a task of its own. */
  function lookLater(): void {
    later ||= requestAnimationFrame(() => void nextTask().then(() => {
      later = 0;
      look();
    }));
  }

  const sizes = new ResizeObserver(lookLater);
  watch(element, (list, before) => {
    if (before) sizes.unobserve(before);
    if (list) sizes.observe(list);
  }, { flush: 'post' });
  watch(drawn, lookLater, { flush: 'post' });
  onMounted(() => {
    addEventListener('scroll', lookSoon, { passive: true });
    addEventListener('resize', lookSoon);
    lookLater();
  });
  onUnmounted(() => {
    sizes.disconnect();
    cancelAnimationFrame(frame);
    cancelAnimationFrame(later);
    removeEventListener('scroll', lookSoon);
    removeEventListener('resize', lookSoon);
  });
  return { drawn, rest, settled, reach, keepFocused };
}

/** `[60, 80]` -> `[0, 60, 140]`. */
export function topsOf(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push(tops.at(-1)! + height);
  return tops;
}

/** The row that reaches over this place; the first or the last for a place outside. */
export function rowAt(tops: readonly number[], place: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tops[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What to draw next: those in sight first, then those around them, a few at a time; what is far away goes. */
export function grow(drawn: Range, sight: Range, count: number): Range {
  const wanted = { from: Math.max(0, sight.from - Beyond), to: Math.min(count, sight.to + Beyond) };
  const apart = drawn.to <= sight.from || drawn.from >= sight.to;
  let [from, to] = apart ? [sight.from, sight.from] : [Math.max(drawn.from, wanted.from), Math.min(drawn.to, wanted.to)];
  for (let more = MoreRows; more > 0 && (from > wanted.from || to < wanted.to); more--) {
    if (to < sight.to) to++;
    else if (from > sight.from) from--;
    else if (to < wanted.to) to++;
    else from--;
  }
  return { from, to };
}
