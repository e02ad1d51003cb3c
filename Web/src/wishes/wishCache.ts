import { shallowReactive } from 'vue';
import { answer, api } from '../api/client';
import type { Wish } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';

/** The wishes of one list as the server last told them. A wish is never changed but replaced, so that rows can tell what is new. */
export interface Wishes {
  wishes: readonly Wish[];
  /** The first page is here, so there is something to show. */
  ready: boolean;
  /** Why the last reading failed, if it did. */
  problem: Problem | null;
  /** Rises with every confirmed change, so that an older reading does not overwrite a newer truth. */
  edition: number;
}

/** Bounds what the page holds of one list; the rest is reported as not shown. */
export const MaxWishes = 2_000;

const cache = new Map<string, Wishes>();

export function wishesIn(listId: string): Wishes {
  let list = cache.get(listId);
  if (!list) cache.set(listId, (list = shallowReactive({ wishes: [], ready: false, problem: null, edition: 0 })));
  return list;
}

/** Reads a list page by page. The first time each page is shown as it comes; later the whole is swapped in at once. */
export async function loadWishes(listId: string): Promise<void> {
  const list = wishesIn(listId);
  const first = !list.ready;
  const edition = list.edition;
  try {
    const read = await readPages(MaxWishes, async (query) => {
      const page = await answer(api.GET('/api/lists/{listId}/items', { params: { path: { listId }, query } }));
      if (first) {
        list.wishes = merge(list.wishes, page.items);
        list.ready = true;
      }
      return page;
    });
    if (!first && list.edition === edition) list.wishes = read;
    list.problem = null;
  } catch (error) {
    list.problem = Problem.of(error);
  }
}

/** True when the wish was not here before. */
export function keepWish(wish: Wish): boolean {
  const list = wishesIn(wish.listId);
  list.edition++;
  const known = list.wishes.some(({ id }) => id === wish.id);
  list.wishes = known ? list.wishes.map((other) => (other.id === wish.id ? wish : other)) : [...list.wishes, wish];
  return !known;
}

export function forgetWish(listId: string, wishId: string): void {
  const list = wishesIn(listId);
  list.edition++;
  list.wishes = list.wishes.filter(({ id }) => id !== wishId);
}

/** A wish added while the pages are still coming is in both; ids sort by creation, which is the order of the list. */
function merge(wishes: readonly Wish[], page: Wish[]): Wish[] {
  const byId = new Map([...page, ...wishes].map((wish) => [wish.id, wish]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
