import { nextTask } from './nextTask';

/** Where the keyboard goes on when a button in it has gone. */
const Places = '[role=toolbar], dialog[open], li';

/**
 * A button that goes away with what it did takes the focus along, and the keyboard would begin anew at the top of the page: it goes on beside
 * where the button was, else at the heading.
 */
export function keepFocus(): void {
  addEventListener('click', async ({ target }) => {
    if (!(target instanceof Element)) return;
    const around: Element[] = [];
    for (let place = target.closest(Places); place; place = place.parentElement?.closest(Places) ?? null) around.push(place);
    await nextTask();
    if (target.isConnected || document.activeElement !== document.body) return;
    const place = around.find((one) => one.isConnected && one.matches(Places));
    (place?.querySelector<HTMLElement>('button, a[href], input') ?? document.querySelector<HTMLElement>('main h1'))?.focus({ preventScroll: true });
  });
}
