import { answer, api } from '../api/client';
import type { Wish, WishFields } from '../api/model';
import { Problem } from '../api/problem';
import { countWishes, forgetList, keepList } from '../lists/listCache';
import { aliasWish } from '../wishes/alias';
import { forgetWish, keepWish } from '../wishes/wishCache';
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
        const params = { path: { listId: change.listId, itemId: wish.id } };
        wish = await answer(api.PUT('/api/lists/{listId}/items/{itemId}', { params, body: change.fields, keepalive }));
      }
      aliasWish(wish.id, change.wishId);
      if (keepWish(wish)) countWishes(change.listId, 1);
      return wish.id;
    }
    case 'edit-wish': {
      const params = { path: { listId: change.listId, itemId: change.wishId } };
      keepWish(await answer(api.PUT('/api/lists/{listId}/items/{itemId}', { params, body: change.fields, keepalive })));
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
      keepList(await answer(api.PUT('/api/lists/{id}', { params: { path }, body: { name: change.name }, keepalive })));
      return;
    case 'remove-list':
      await gone(answer(api.DELETE('/api/lists/{id}', { params: { path }, keepalive })));
      forgetList(change.listId);
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
