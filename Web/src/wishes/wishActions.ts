import { newId } from '../api/newId';
import type { WishesPatch } from '../changes/change';
import { changes } from '../changes/changes';
import type { WishView } from './wishView';

/** As many as the server changes at once. */
const MaxAtOnce = 200;

/** Changes wishes in a way that can be undone for a while. */
export function changeWishes(listId: string, views: readonly WishView[], patch: WishesPatch): void {
  let saved = views;
  if ('delete' in patch) {
    // What the server never got needs no removal, only forgetting. If it is on its way, the removal follows it.
    const unsent = views.filter(({ entry }) => entry?.change.kind === 'add-wish' && entry.state !== 'sending');
    for (const { entry } of unsent) changes.drop(entry!);
    saved = views.filter((view) => !unsent.includes(view));
  }
  const group = newId();
  for (let from = 0; from < saved.length; from += MaxAtOnce) {
    const some = saved.slice(from, from + MaxAtOnce).map(({ wish }) => wish);
    changes.put({ kind: 'change-wishes', listId, wishIds: some.map(({ id }) => id), name: some[0]!.name, group, patch }, 'hold');
  }
}

/** Puts a wish at a place among those shown; those that the server does not know yet stay at the end. */
export function placeWish(listId: string, views: readonly WishView[], view: WishView, index: number): void {
  if (view.entry?.change.kind === 'add-wish') return;
  const others = views.filter((other) => other !== view);
  const next = others.slice(Math.max(index, 0)).find(({ entry }) => entry?.change.kind !== 'add-wish');
  if (views[views.indexOf(view) + 1] === next && next) return;
  changes.put({ kind: 'place-wish', listId, wishId: view.wish.id, before: next?.wish.id ?? null });
}
