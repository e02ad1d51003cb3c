import type { ListFields, Wish, WishFields } from '../api/model';

/** What is done to many wishes at once: one of these. */
export type WishesPatch = { state: Wish['state'] } | { priority: Wish['priority'] } | { moveTo: string } | { delete: true };

/** Something the user did that the server has to be told. A wish not yet saved has an id of our own, a UUID. */
export type Change =
  | { kind: 'add-wish'; listId: string; wishId: string; fields: WishFields }
  /** Only what the user touched, and what that was before: the rest stays as others have written it meanwhile. */
  | { kind: 'edit-wish'; listId: string; wishId: string; fields: Partial<WishFields>; was?: Partial<WishFields> }
  /** Before another wish, or to the end. */
  | { kind: 'place-wish'; listId: string; wishId: string; before: string | null }
  | { kind: 'remove-picture'; listId: string; wishId: string; sha256: string; name: string }
  /** At most 200; `name` is the first one's. What was done at once has one `group`, and is undone at once. */
  | { kind: 'change-wishes'; listId: string; wishIds: readonly string[]; name: string; group: string; patch: WishesPatch }
  | { kind: 'revoke-share'; listId: string; shareId: string; name: string }
  | { kind: 'edit-list'; listId: string; fields: Partial<ListFields>; was?: Partial<ListFields> }
  | { kind: 'remove-list'; listId: string; name: string }
  /** Out of the bin, at most 200; `name` is the first one's. */
  | { kind: 'put-back'; entries: readonly BinName[]; name: string };

/** What is named in the bin: a wish of a list that is there, or (null) a whole list. */
export interface BinName {
  readonly listId: string;
  readonly itemId: string | null;
}

/** What the fields of an edit were before. */
export function fieldsOf<T extends object>(before: T, edited: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.keys(edited).map((key) => [key, before[key as keyof T]])) as Partial<T>;
}

/** What the change is about: changes that share a subject are sent in order, and one that failed holds back the later ones. */
export function subjectsOf(change: Change): readonly string[] {
  if ('wishIds' in change) return change.wishIds;
  if ('shareId' in change) return [change.shareId];
  if ('entries' in change) return change.entries.map(({ listId, itemId }) => itemId ?? listId);
  return ['wishId' in change ? change.wishId : change.listId];
}

/** True when the two are one action of the user. */
export function areAtOnce(one: Change, other: Change): boolean {
  return one === other || ('group' in one && 'group' in other && one.group === other.group);
}

/** True when the change takes these wishes out of their list. */
export function takesAway(patch: WishesPatch): boolean {
  return 'delete' in patch || 'moveTo' in patch;
}
