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
  /** All pages are here: only then can one say how many there are. */
  whole: boolean;
  /** Why the last reading failed, if it did. */
  problem: Problem | null;
  /** Rises with every confirmed change, so that an older reading does not overwrite a newer truth. */
  edition: number;
  /** The newest reading; one that began earlier leaves its result to it. */
  reading: Promise<void> | undefined;
}

/** Bounds what the page holds of one list; the rest is reported as not shown. */
export const MaxWishes = 2_000;

/** Bounds how many lists the page holds: those not read for longest are forgotten. */
const MaxLists = 20;

const cache = new Map<string, Wishes>();

export function wishesIn(listId: string): Wishes {
  let list = cache.get(listId);
  if (!list) {
    if (cache.size >= MaxLists) cache.delete(cache.keys().next().value!);
    cache.set(listId, (list = shallowReactive({ wishes: [], ready: false, whole: false, problem: null, edition: 0, reading: undefined })));
  }
  return list;
}

/** How many wishes of a list the page holds. */
export function heldOf(listId: string): number {
  return cache.get(listId)?.wishes.length ?? 0;
}

/** Reads a list page by page. The first time each page is shown as it comes; later the whole is swapped in at once. */
export function loadWishes(listId: string): Promise<void> {
  const list = wishesIn(listId);
  cache.delete(listId);
  cache.set(listId, list);
  const reading: Promise<void> = Promise.resolve().then(() => read(listId, list, () => list.reading === reading));
  return (list.reading = reading);
}

/** Reads again those of these lists that the page holds. */
export async function reloadWishes(listIds: readonly string[]): Promise<void> {
  await Promise.all([...cache.keys()].filter((id) => listIds.includes(id)).map(loadWishes));
}

async function read(listId: string, list: Wishes, isNewest: () => boolean): Promise<void> {
  const first = !list.ready;
  const edition = list.edition;
  const come: Wish[] = [];
  let whole = false;
  try {
    const all = await readPages(MaxWishes, async (query) => {
      const page = await answer(api.GET('/api/lists/{listId}/items', { params: { path: { listId }, query } }));
      come.push(...page.items);
      whole = page.next === null;
      if (first && isNewest()) {
        list.wishes = withAdded(come, list.wishes);
        Object.assign(list, { ready: true, whole });
      }
      return page;
    });
    if (!isNewest()) return await list.reading;
    list.problem = null;
    if (first) return;
    if (list.edition !== edition) return await loadWishes(listId);
    list.wishes = sameWhereUnchanged(all, list.wishes);
    list.whole = whole;
  } catch (error) {
    if (isNewest()) list.problem = Problem.of(error);
  }
}

/** Takes what the server told of one wish, at its place or where it was `placed`: before another, or (null) at the end. True when it was not here before. */
export function keepWish(wish: Wish, placed?: string | null): boolean {
  const list = wishesIn(wish.listId);
  list.edition++;
  const known = list.wishes.some(({ id }) => id === wish.id);
  if (known && placed === undefined) {
    list.wishes = list.wishes.map((other) => (other.id === wish.id ? wish : other));
  } else {
    list.wishes = placeBefore(list.wishes.filter(({ id }) => id !== wish.id), wish, placed ?? null, ({ id }) => id);
  }
  return !known;
}

/** How many there were. */
export function forgetWishes(listId: string, wishIds: readonly string[]): number {
  const list = wishesIn(listId);
  const before = list.wishes.length;
  list.edition++;
  list.wishes = list.wishes.filter(({ id }) => !wishIds.includes(id));
  return before - list.wishes.length;
}

export function placeBefore<T>(others: readonly T[], one: T, before: string | null, idOf: (entry: T) => string): T[] {
  const index = others.findIndex((entry) => idOf(entry) === before);
  return index < 0 ? [...others, one] : [...others.slice(0, index), one, ...others.slice(index)];
}

/** Rows are drawn anew for new objects only. */
function sameWhereUnchanged(read: readonly Wish[], known: readonly Wish[]): Wish[] {
  const byId = new Map(known.map((wish) => [wish.id, wish]));
  return read.map((wish) => {
    const old = byId.get(wish.id);
    // After a restore the same version may be of another moment.
    return old?.version === wish.version && old.updatedAt === wish.updatedAt ? old : wish;
  });
}

/** What was added or changed while the pages are still coming is newer than they are. */
function withAdded(come: readonly Wish[], shown: readonly Wish[]): Wish[] {
  const newer = new Map(shown.map((wish) => [wish.id, wish]));
  const read = come.map((wish) => newer.get(wish.id) ?? wish);
  const ids = new Set(come.map(({ id }) => id));
  return [...read, ...shown.filter(({ id }) => !ids.has(id))];
}
