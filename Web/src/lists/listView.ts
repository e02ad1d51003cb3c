import type { List, ListFields } from '../api/model';
import { takesAway } from '../changes/change';
import { changes } from '../changes/changes';
import { listCache } from './listCache';

/** The lists as the page shows them: the server's, with what the user did since. */
export function viewLists(): List[] {
  const removed = new Set<string>();
  const edits = new Map<string, Partial<ListFields>>();
  const added = new Map<string, number>();
  const count = (listId: string, more: number): unknown => added.set(listId, (added.get(listId) ?? 0) + more);
  for (const { change, state } of changes.entries) {
    if (change.kind === 'edit-list') edits.set(change.listId, { ...edits.get(change.listId), ...change.fields });
    if (change.kind === 'add-wish') count(change.listId, 1);
    if (state === 'refused') continue;
    if (change.kind === 'remove-list') removed.add(change.listId);
    if (change.kind !== 'change-wishes' || !takesAway(change.patch)) continue;
    count(change.listId, -change.wishIds.length);
    if ('moveTo' in change.patch) count(change.patch.moveTo, change.wishIds.length);
  }
  return listCache.lists
    .filter(({ id }) => !removed.has(id))
    .map((list) => ({ ...list, ...edits.get(list.id), itemCount: list.itemCount + (added.get(list.id) ?? 0) }));
}

/** The lists in use; those put away are shown at their own place. */
export function activeLists(): List[] {
  return viewLists().filter(({ archived }) => !archived);
}
