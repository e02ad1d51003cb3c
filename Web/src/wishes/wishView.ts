import type { Wish } from '../api/model';
import { changes } from '../changes/changes';
import type { Entry } from '../changes/outbox';
import { keyOf } from './alias';
import { wishesIn } from './wishCache';

/** A wish as the page shows it: the server's, with what the user did since. */
export interface WishView {
  readonly key: string;
  readonly wish: Wish;
  /** The newest change that the server has not confirmed. */
  readonly entry: Entry | undefined;
}

/** The views of wishes without changes stay the same objects, so that in a list of thousands only rows that changed are drawn again. */
const settled = new WeakMap<Wish, WishView>();

function settledView(wish: Wish): WishView {
  let view = settled.get(wish);
  if (!view) settled.set(wish, (view = { key: keyOf(wish.id), wish, entry: undefined }));
  return view;
}

export function viewWishes(listId: string): WishView[] {
  const entries = changes.entries.filter(({ change }) => change.listId === listId && 'wishId' in change);
  const views = wishesIn(listId).wishes.map(settledView);
  for (const entry of entries) apply(views, entry);
  return views;
}

function apply(views: WishView[], entry: Entry): void {
  const { change } = entry;
  if (change.kind === 'add-wish') {
    const now = new Date().toISOString();
    const wish: Wish = {
      ...change.fields, id: change.wishId, listId: change.listId, price: null, currency: null, quantity: 1, priority: 'normal', state: 'wanted', pictures: [],
      version: 0, deletedAt: null, createdAt: now, updatedAt: now,
    };
    views.push({ key: change.wishId, wish, entry });
    return;
  }
  if (!('wishId' in change)) return;
  const index = views.findIndex(({ wish }) => wish.id === change.wishId);
  const view = views[index];
  if (!view) return;
  if (change.kind === 'edit-wish') views[index] = { ...view, wish: { ...view.wish, ...change.fields }, entry };
  // A refused removal shows the wish again, with the reason.
  else if (entry.state === 'refused') views[index] = { ...view, entry };
  else views.splice(index, 1);
}
