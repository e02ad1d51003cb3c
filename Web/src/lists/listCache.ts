import { reactive } from 'vue';
import { answer, api } from '../api/client';
import type { List } from '../api/model';
import { Problem } from '../api/problem';

/** The lists as the server last told them; `problem` is why the last reading failed, if it did. */
export const listCache = reactive({
  lists: [] as List[],
  ready: false,
  problem: null as Problem | null,
});

const PageSize = 100;
/** Bounds what the page holds; more lists than this are beyond what its navigation is made for. */
const MaxLists = 1_000;

export async function loadLists(): Promise<void> {
  try {
    const lists: List[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: PageSize, ...(cursor && { cursor }) };
      const page: { items: List[]; next: string | null } = await answer(api.GET('/api/lists', { params: { query } }));
      lists.push(...page.items);
      cursor = page.next;
    } while (cursor && lists.length < MaxLists);
    listCache.lists = lists;
    listCache.ready = true;
    listCache.problem = null;
  } catch (error) {
    listCache.problem = Problem.of(error);
  }
}

export function keepList(list: List): void {
  const index = listCache.lists.findIndex(({ id }) => id === list.id);
  if (index < 0) listCache.lists.push(list);
  else listCache.lists[index] = list;
}

export function forgetList(listId: string): void {
  listCache.lists = listCache.lists.filter(({ id }) => id !== listId);
}

export function countWishes(listId: string, difference: 1 | -1): void {
  const list = listCache.lists.find(({ id }) => id === listId);
  if (list) list.itemCount += difference;
}
