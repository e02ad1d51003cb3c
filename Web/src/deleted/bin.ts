import { shallowReactive } from 'vue';
import { answer, api } from '../api/client';
import type { List, Wish } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';
import type { Change } from '../changes/change';
import { listCache, MaxLists } from '../lists/listCache';
import { MaxWishes } from '../wishes/wishCache';

/** A wish that was deleted from its list, or the whole list: then there is no wish. */
export interface Deleted {
  readonly list: List;
  readonly wish: Wish | null;
}

/** Bounds what the page holds. */
export const MaxDeleted = 2_000;

/** What was deleted and can be put back, newest first; `back` is what was put back last. */
export const bin = shallowReactive({ entries: [] as readonly Deleted[], ready: false, problem: null as Problem | null, back: null as Deleted | null });

/** The newest reading; one that began earlier leaves its result to it. */
let newest = 0;

export const idOf = ({ list, wish }: Deleted): string => (wish ?? list).id;
export const nameOf = ({ list, wish }: Deleted): string => (wish ?? list).name;
export const deletedAt = ({ list, wish }: Deleted): string => (wish ?? list).deletedAt!;

/** Reads the deleted lists, and of each list that is there its deleted wishes: the server has a bin for each list. */
export async function loadBin(): Promise<void> {
  const mine = ++newest;
  try {
    const lists = readPages(MaxLists, (query) => answer(api.GET('/api/lists', { params: { query: { ...query, show: 'deleted' } } })));
    const wishes = listCache.lists.map(readWishes);
    const entries = [...(await lists).map((list) => ({ list, wish: null })), ...(await Promise.all(wishes)).flat()];
    if (mine !== newest) return;
    bin.entries = entries.sort((a, b) => Date.parse(deletedAt(b)) - Date.parse(deletedAt(a))).slice(0, MaxDeleted);
    bin.ready = true;
    bin.problem = null;
  } catch (error) {
    if (mine === newest) bin.problem = Problem.of(error);
  }
}

async function readWishes(list: List): Promise<Deleted[]> {
  const params = { path: { listId: list.id } };
  const wishes = await readPages(MaxWishes, (query) => answer(api.GET('/api/lists/{listId}/items', { params: { ...params, query: { ...query, deleted: true } } })));
  return wishes.map((wish) => ({ list, wish }));
}

export function restoring(deleted: Deleted): Change {
  const { list, wish } = deleted;
  return wish ? { kind: 'restore-wish', listId: list.id, wishId: wish.id, name: wish.name } : { kind: 'restore-list', listId: list.id, name: list.name };
}

/** Something was put back: it is not here any more, whatever a reading tells that began before. */
export function leaveBin(id: string): void {
  newest++;
  bin.back = bin.entries.find((entry) => idOf(entry) === id) ?? null;
  bin.entries = bin.entries.filter((entry) => idOf(entry) !== id);
}
