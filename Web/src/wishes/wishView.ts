import type { Wish } from '../api/model';
import { takesAway } from '../changes/change';
import { changes } from '../changes/changes';
import type { Entry } from '../changes/outbox';
import { keyOf } from './alias';
import { placeBefore, wishesIn } from './wishCache';

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
  const entries = changes.entries.filter(({ change }) => 'listId' in change && change.listId === listId);
  return entries.reduce(apply, wishesIn(listId).wishes.map(settledView));
}

function apply(views: WishView[], entry: Entry): WishView[] {
  const { change } = entry;
  if (change.kind === 'change-wishes') {
    const taken = entry.state !== 'refused' && takesAway(change.patch);
    const ids = new Set(change.wishIds);
    const hit = ({ wish }: WishView): boolean => ids.has(wish.id);
    if (taken) return views.filter((view) => !hit(view));
    // What was refused shows the wish as it is, with the reason.
    const patch = takesAway(change.patch) ? {} : change.patch;
    return views.map((view) => (hit(view) ? { ...view, wish: { ...view.wish, ...patch }, entry } : view));
  }
  if (change.kind === 'add-wish') return [...views, { key: change.wishId, wish: newWish(change), entry }];
  const view = 'wishId' in change && views.find(({ wish }) => wish.id === change.wishId);
  if (!view) return views;
  const changed = { ...view, wish: { ...view.wish, ...edited(view.wish, entry) }, entry };
  if (change.kind === 'place-wish' && entry.state !== 'refused') {
    return placeBefore(views.filter((other) => other !== view), changed, change.before, ({ wish }) => wish.id);
  }
  return views.map((other) => (other === view ? changed : other));
}

function edited(wish: Wish, { change, state }: Entry): Partial<Wish> {
  if (change.kind === 'edit-wish') return change.fields;
  if (change.kind === 'remove-picture' && state !== 'refused') return { pictures: wish.pictures.filter((picture) => picture !== change.sha256) };
  return {};
}

function newWish({ wishId, listId, fields }: { wishId: string; listId: string; fields: Partial<Wish> }): Wish {
  const now = new Date().toISOString();
  return {
    name: '', note: null, url: null, price: null, currency: null, quantity: 1, priority: 'normal', state: 'wanted', ...fields,
    id: wishId, listId, pictures: [], version: 0, deletedAt: null, createdAt: now, updatedAt: now,
  };
}
