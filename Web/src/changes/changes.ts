import { uploads } from '../pictures/pictures';
import { deliver } from './deliver';
import { Outbox } from './outbox';

/** The changes of this window that the server has not confirmed yet. */
export const changes = new Outbox(deliver, sessionStorage);

export function startSending(): void {
  changes.resume();
  addEventListener('online', () => void changes.send());
  addEventListener('pagehide', () => changes.release(true));
  addEventListener('beforeunload', (event) => {
    // A removal within its undo time is sent on the way out; anything else would be lost with the window.
    if (uploads.length > 0 || changes.entries.some(({ state }) => state !== 'held')) event.preventDefault();
  });
}
