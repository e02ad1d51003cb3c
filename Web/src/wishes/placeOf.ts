import type { RouteLocationRaw } from 'vue-router';
import type { Wish } from '../api/model';

/** Where a wish is shown: its list, the part of it that it is in, and its row. */
export function placeOf({ id, listId, state }: Wish): RouteLocationRaw {
  return { name: 'list', params: { id: listId }, query: state === 'received' ? { show: 'received' } : {}, hash: `#${id}` };
}
