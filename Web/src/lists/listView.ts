import type { List } from '../api/model';
import { changes } from '../changes/changes';
import { listCache } from './listCache';

/** The lists as the page shows them: the server's, with what the user did since. */
export function viewLists(): List[] {
  const removed = new Set<string>();
  const names = new Map<string, string>();
  const added = new Map<string, number>();
  for (const { change, state } of changes.entries) {
    if (change.kind === 'remove-list' && state !== 'refused') removed.add(change.listId);
    if (change.kind === 'rename-list') names.set(change.listId, change.name);
    if (change.kind === 'add-wish') added.set(change.listId, (added.get(change.listId) ?? 0) + 1);
    if (change.kind === 'remove-wish' && state !== 'refused') added.set(change.listId, (added.get(change.listId) ?? 0) - 1);
  }
  return listCache.lists
    .filter(({ id }) => !removed.has(id))
    .map((list) => ({ ...list, name: names.get(list.id) ?? list.name, itemCount: list.itemCount + (added.get(list.id) ?? 0) }));
}
