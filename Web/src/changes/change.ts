import type { WishFields } from '../api/model';

/** Something the user did that the server has to be told. A wish not yet saved has an id of our own, a UUID. */
export type Change =
  | { kind: 'add-wish'; listId: string; wishId: string; fields: WishFields }
  | { kind: 'edit-wish'; listId: string; wishId: string; fields: WishFields }
  | { kind: 'remove-wish'; listId: string; wishId: string; name: string }
  | { kind: 'rename-list'; listId: string; name: string }
  | { kind: 'remove-list'; listId: string; name: string };

/** What the change is about: changes of one subject are sent in order, and one that failed holds back the later ones. */
export function subjectOf(change: Change): string {
  return 'wishId' in change ? change.wishId : change.listId;
}
