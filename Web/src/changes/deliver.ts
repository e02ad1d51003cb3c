import { answer, api } from '../api/client';
import type { List, ListFields, Wish, WishFields } from '../api/model';
import { Problem } from '../api/problem';
import { leaveBin } from '../deleted/bin';
import { countWishes, forgetList, keepList, listCache, loadLists } from '../lists/listCache';
import { forgetShare } from '../sharing/shares';
import { aliasWish } from '../wishes/alias';
import { forgetWishes, keepWish, loadWishes, reloadWishes, wishesIn } from '../wishes/wishCache';
import { subjectsOf, takesAway, type Change } from './change';

/** Tells the server one change and takes its answer into the caches, so that the page never shows the old state in between. */
export async function deliver(change: Change, keepalive: boolean): Promise<string | void> {
  switch (change.kind) {
    case 'add-wish': {
      // Sent again after a lost answer, it is answered with what the first one added: maybe in older words, maybe read and counted already.
      const params = { path: { listId: change.listId }, header: { 'Idempotency-Key': change.wishId } };
      let wish = await answer(api.POST('/api/lists/{listId}/items', { params, body: change.fields, keepalive }));
      if (differs(wish, change.fields)) {
        wish = await putWish(wish, change.fields, keepalive);
      }
      aliasWish(wish.id, change.wishId);
      if (keepWish(wish)) countWishes(change.listId, 1);
      return wish.id;
    }
    case 'edit-wish': {
      const wish = await knownWish(change.listId, change.wishId);
      refuseToOverwrite(wish, change);
      keepWish(await putWish(wish, change.fields, keepalive));
      return;
    }
    case 'place-wish': {
      const params = { path: { listId: change.listId, itemId: change.wishId } };
      keepWish(await answer(api.PUT('/api/lists/{listId}/items/{itemId}/position', { params, body: { before: change.before }, keepalive })), change.before);
      return;
    }
    case 'remove-picture': {
      const params = { path: { listId: change.listId, itemId: change.wishId, sha256: change.sha256 } };
      const wish = await unlessGone(answer(api.DELETE('/api/lists/{listId}/items/{itemId}/pictures/{sha256}', { params, keepalive })));
      if (wish) keepWish(wish);
      return;
    }
    case 'change-wishes':
      await changeWishes(change, keepalive);
      return;
    case 'revoke-share': {
      const params = { path: { listId: change.listId, id: change.shareId } };
      await unlessGone(answer(api.DELETE('/api/lists/{listId}/shares/{id}', { params, keepalive })));
      forgetShare(change.listId, change.shareId);
      return;
    }
    case 'edit-list': {
      const list = await knownList(change.listId);
      refuseToOverwrite(list, change);
      keepList(await putList(list, change.fields, keepalive));
      return;
    }
    case 'remove-list':
      await unlessGone(answer(api.DELETE('/api/lists/{id}', { params: { path: { id: change.listId } }, keepalive })));
      forgetList(change.listId);
      return;
    case 'put-back':
      await answer(api.POST('/api/bin/restore', { body: { entries: [...change.entries] }, keepalive }));
      leaveBin(subjectsOf(change));
      await Promise.all([loadLists(), reloadWishes(change.entries.map(({ listId }) => listId))]);
  }
}

/** The server does it for all or for none: when one is gone meanwhile, it is asked again without those. */
async function changeWishes({ listId, wishIds, patch }: Extract<Change, { kind: 'change-wishes' }>, keepalive: boolean): Promise<void> {
  const send = (ids: readonly string[]): Promise<unknown> =>
    answer(api.POST('/api/lists/{listId}/items/change', { params: { path: { listId } }, body: { ids: [...ids], ...patch }, keepalive }));
  try {
    await send(wishIds);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    await loadWishes(listId);
    const left = wishesIn(listId).wishes.map(({ id }) => id).filter((id) => wishIds.includes(id));
    if (left.length === wishIds.length) throw error;
    if (left.length > 0) await send(left);
  }
  if (!takesAway(patch)) return await loadWishes(listId);
  countWishes(listId, -forgetWishes(listId, wishIds));
  if ('moveTo' in patch) await Promise.all([loadLists(), loadWishes(patch.moveTo)]);
}

/** As the page shows it; asked for where the page has not read it yet, after a reload. */
async function knownWish(listId: string, itemId: string): Promise<Wish> {
  const known = wishesIn(listId).wishes.find(({ id }) => id === itemId);
  return known ?? (await answer(api.GET('/api/lists/{listId}/items/{itemId}', { params: { path: { listId, itemId } } })));
}

async function knownList(id: string): Promise<List> {
  return listCache.lists.find((list) => list.id === id) ?? (await answer(api.GET('/api/lists/{id}', { params: { path: { id } } })));
}

/** The server refuses an edit of an old version. This page has heard of the new one, but who wrote has not seen it in the form. */
function refuseToOverwrite<T extends object>(now: T, { fields, was }: { fields: Partial<T>; was?: Partial<T> | undefined }): void {
  const keys = Object.keys(was ?? {}) as (keyof T)[];
  if (keys.some((key) => now[key] !== was![key] && now[key] !== fields[key])) throw Problem.from(412, null);
}

/** Edits this version. What the change does not speak of stays as it is. */
async function putWish(wish: Wish, fields: Partial<WishFields>, keepalive: boolean): Promise<Wish> {
  const { id, listId, version, name, note, url, price, currency, quantity, priority, state } = wish;
  const params = { path: { listId, itemId: id }, header: { 'If-Match': `"${version}"` } };
  const body = { name, note, url, price, currency, quantity, priority, state, ...fields };
  const reread = (): Promise<Wish> => loadWishes(listId).then(() => knownWish(listId, id));
  return await unlessDone(answer(api.PUT('/api/lists/{listId}/items/{itemId}', { params, body, keepalive })), fields, reread);
}

async function putList(list: List, fields: Partial<ListFields>, keepalive: boolean): Promise<List> {
  const { id, version, name, description, archived, revealAt } = list;
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
  const reread = (): Promise<List> => loadLists().then(() => knownList(id));
  return await unlessDone(answer(api.PUT('/api/lists/{id}', { params, body: { name, description, archived, revealAt, ...fields }, keepalive })), fields, reread);
}

/**
 * After an edit of an old version the new one is read, so that trying again is a decision. Where that says what was to be said, the edit is done:
 * it was sent before, and the answer was lost.
 */
async function unlessDone<T extends object>(edit: Promise<T>, fields: object, reread: () => Promise<T>): Promise<T> {
  try {
    return await edit;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 412)) throw error;
    const now = await reread();
    if (differs(now, fields)) throw error;
    return now;
  }
}

/** The server takes away what is blank around a name. */
function differs(now: object, fields: object): boolean {
  const known = now as Record<string, unknown>;
  return Object.entries(fields).some(([key, value]) => known[key] !== (key === 'name' ? String(value).trim() : value));
}

/** Removing what is already gone is done, not failed: another window was quicker, or an answer was lost. */
async function unlessGone<T>(removal: Promise<T>): Promise<T | undefined> {
  try {
    return await removal;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    return undefined;
  }
}
