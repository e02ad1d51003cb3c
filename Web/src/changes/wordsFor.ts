import { say } from '../words';
import type { Change } from './change';

/** What was done, for the bar that offers to undo it. */
export function wordsFor(change: Change): string {
  switch (change.kind) {
    case 'change-wishes': {
      const values = { name: change.name, count: change.wishIds.length };
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
    default:
      return '';
  }
}
