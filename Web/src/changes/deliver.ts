import { answer, api } from '../api/client';
import type { List, Wish, WishFields } from '../api/model';
import { Problem } from '../api/problem';
import { countWishes, forgetList, keepList, listCache, loadLists } from '../lists/listCache';
import { aliasWish } from '../wishes/alias';
import { forgetWish, keepWish, loadWishes, wishesIn } from '../wishes/wishCache';
import type { Change } from './change';

/** Tells the server one change and takes its answer into the caches, so that the page never shows the old state in between. */
export async function deliver(change: Change, keepalive: boolean): Promise<string | void> {
  const path = { id: change.listId };
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
      const wish = wishesIn(change.listId).wishes.find(({ id }) => id === change.wishId);
      keepWish(await putWish(wish ?? { id: change.wishId, listId: change.listId }, change.fields, keepalive));
      return;
    }
    case 'remove-wish': {
      const params = { path: { listId: change.listId, itemId: change.wishId } };
      await gone(answer(api.DELETE('/api/lists/{listId}/items/{itemId}', { params, keepalive })));
      forgetWish(change.listId, change.wishId);
      countWishes(change.listId, -1);
      return;
    }
    case 'rename-list':
      keepList(await renameList(change.listId, change.name, keepalive));
      return;
    case 'remove-list':
      await gone(answer(api.DELETE('/api/lists/{id}', { params: { path }, keepalive })));
      forgetList(change.listId);
  }
}

/** Edits the version that the page shows. What it does not show stays as it is. */
async function putWish(wish: Partial<Wish> & Pick<Wish, 'id' | 'listId'>, fields: WishFields, keepalive: boolean): Promise<Wish> {
  const { price = null, currency = null, quantity = 1, priority = 'normal', state = 'wanted' } = wish;
  const params = { path: { listId: wish.listId, itemId: wish.id }, header: { 'If-Match': etag(wish.version) } };
  const body = { price, currency, quantity, priority, state, ...fields };
  return await reread(() => loadWishes(wish.listId), answer(api.PUT('/api/lists/{listId}/items/{itemId}', { params, body, keepalive })));
}

async function renameList(id: string, name: string, keepalive: boolean): Promise<List> {
  const list = listCache.lists.find((list) => list.id === id);
  const { description = null, archived = false, revealAt = null } = list ?? {};
  const params = { path: { id }, header: { 'If-Match': etag(list?.version) } };
  return await reread(loadLists, answer(api.PUT('/api/lists/{id}', { params, body: { name, description, archived, revealAt }, keepalive })));
}

function etag(version: number | undefined): string {
  return version ? `"${version}"` : '*';
}

/** After an edit of an old version the new one is read, so that trying again is a decision. */
async function reread<T>(read: () => Promise<void>, edit: Promise<T>): Promise<T> {
  try {
    return await edit;
  } catch (error) {
    if (error instanceof Problem && error.status === 412) await read();
    throw error;
  }
}

function differs(wish: Wish, { name, note, url }: WishFields): boolean {
  return wish.name !== name.trim() || wish.note !== note || wish.url !== url;
}

/** Removing what is already gone is done, not failed: another window was quicker, or an answer was lost. */
async function gone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
}
