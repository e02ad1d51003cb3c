import { shallowReactive } from 'vue';
import { answer, api } from '../api/client';
import type { Deleted } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';
import type { Change } from '../changes/change';

/** Bounds what the page holds. */
export const MaxDeleted = 2_000;

/** As many as the server puts back at once. */
const MaxAtOnce = 200;

/** What was deleted and can be put back, newest first; `back` is what came back since the page last cleared it. */
export const bin = shallowReactive({ entries: [] as readonly Deleted[], ready: false, problem: null as Problem | null, back: [] as readonly Deleted[] });

/** The newest reading; one that began earlier leaves its result to it. */
let newest = 0;

export const idOf = ({ listId, item }: Deleted): string => item?.id ?? listId;
export const nameOf = ({ listName, item }: Deleted): string => item?.name ?? listName;

export async function loadBin(): Promise<void> {
  const mine = ++newest;
  try {
    const entries = await readPages(MaxDeleted, (query) => answer(api.GET('/api/bin', { params: { query } })));
    if (mine !== newest) return;
    bin.entries = entries;
    bin.ready = true;
    bin.problem = null;
  } catch (error) {
    if (mine === newest) bin.problem = Problem.of(error);
  }
}

/** The changes that put these back. */
export function puttingBack(chosen: readonly Deleted[]): Change[] {
  const groups = Array.from({ length: Math.ceil(chosen.length / MaxAtOnce) }, (_, index) => chosen.slice(index * MaxAtOnce, (index + 1) * MaxAtOnce));
  return groups.map((group) => ({ kind: 'put-back', entries: group.map(({ listId, item }) => ({ listId, itemId: item?.id ?? null })), name: nameOf(group[0]!) }));
}

/** These were put back: they are not here any more, whatever a reading tells that began before. */
export function leaveBin(ids: readonly string[]): void {
  newest++;
  const left = new Set(ids);
  bin.back = [...bin.back, ...bin.entries.filter((entry) => left.has(idOf(entry)))];
  bin.entries = bin.entries.filter((entry) => !left.has(idOf(entry)));
}
