import { listCache } from '../lists/listCache';
import { wishesIn } from '../wishes/wishCache';
import { say } from '../words';
import type { Change } from './change';

/** What was done, by changes of one action. */
export function wordsFor(atOnce: readonly Change[]): string {
  const change = atOnce[0]!;
  switch (change.kind) {
    case 'change-wishes': {
      const values = { name: change.name, count: atOnce.reduce((sum, one) => sum + ('wishIds' in one ? one.wishIds.length : 0), 0) };
      if ('delete' in change.patch) return say('removed', values);
      if ('moveTo' in change.patch) return say('moved', values);
      if ('priority' in change.patch) return say('prioritySet', values);
      return say(change.patch.state === 'received' ? 'nowReceived' : 'nowWanted', values);
    }
    case 'remove-picture':
      return say('pictureRemoved', { name: change.name });
    case 'revoke-share':
      return say('linkRevoked', { name: change.name });
    case 'remove-list':
      return say('listRemoved', { name: change.name });
    case 'put-back':
      return say('puttingBack', { name: change.name, count: change.entries.length });
    case 'add-wish':
      return say('wishAdded', { name: change.fields.name });
    case 'edit-wish':
      return say('wishEdited', { name: change.fields.name ?? nameOf(change.listId, change.wishId) });
    case 'place-wish':
      return say('wishPlaced', { name: nameOf(change.listId, change.wishId) });
    case 'edit-list':
      return say('listEdited', { name: change.fields.name ?? listCache.lists.find(({ id }) => id === change.listId)?.name ?? say('nameGone') });
  }
}

function nameOf(listId: string, wishId: string): string {
  return wishesIn(listId).wishes.find(({ id }) => id === wishId)?.name ?? say('nameGone');
}
