import { reactive } from 'vue';
import { answer, api } from '../api/client';
import type { List } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';

/** The lists, also those put away, as the server last told them; `problem` is why the last reading failed, if it did. */
export const listCache = reactive({
  lists: [] as List[],
  ready: false,
  problem: null as Problem | null,
});

/** Rises with every confirmed change, so that an older reading does not overwrite a newer truth. */
let edition = 0;
/** The newest reading; one that began earlier leaves its result to it. */
let reading: Promise<void> | undefined;

/** Bounds what the page holds; more lists than this are beyond what its navigation is made for. */
export const MaxLists = 1_000;

export function loadLists(): Promise<void> {
  const mine: Promise<void> = Promise.resolve().then(() => readLists(() => reading === mine));
  return (reading = mine);
}

async function readLists(isNewest: () => boolean): Promise<void> {
  const before = edition;
  try {
    const read = (show: string): Promise<List[]> => readPages(MaxLists, (query) => answer(api.GET('/api/lists', { params: { query: { ...query, show } } })));
    const lists = await Promise.all([read('active'), read('archived')]);
    if (!isNewest()) return await reading;
    if (edition !== before) return await loadLists();
    listCache.lists = lists.flat();
    listCache.ready = true;
    listCache.problem = null;
  } catch (error) {
    if (isNewest()) listCache.problem = Problem.of(error);
  }
}

export function keepList(list: List): void {
  edition++;
  const index = listCache.lists.findIndex(({ id }) => id === list.id);
  if (index < 0) listCache.lists.push(list);
  else listCache.lists[index] = list;
}

export function forgetList(listId: string): void {
  edition++;
  listCache.lists = listCache.lists.filter(({ id }) => id !== listId);
}

export function countWishes(listId: string, difference: number): void {
  edition++;
  const list = listCache.lists.find(({ id }) => id === listId);
  if (list) list.itemCount += difference;
}
