import { nextTask } from './nextTask';

/** What belongs together: where the keyboard goes on when something in it has gone. */
const Places = '[role=toolbar], dialog[open], li, section';
const Controls = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';

/**
 * What has the focus may go away: with a click, by a key, or when an answer comes. The keyboard would begin anew at the top of the page; it goes
 * on beside where that was, else at the heading.
 */
export function keepFocus(): void {
  let focused: Element | null = null;
  addEventListener('focusin', ({ target }) => (focused = target as Element));
  // Who left it by pressing beside everything is not brought back. Some browsers tell the same of what is being removed, and is gone right after.
  addEventListener('focusout', ({ target }) => queueMicrotask(() => {
    if (target === focused && focused?.isConnected && document.activeElement !== focused) focused = null;
  }));
  new MutationObserver((records) => {
    if (!focused || focused.isConnected) return;
    const place = placeOf(focused, records);
    focused = null;
    void goOn(place);
  }).observe(document, { childList: true, subtree: true });
}

/** Where it was removed, or whatever else was removed around it afterwards. */
function placeOf(removed: Node, records: readonly MutationRecord[]): MutationRecord | undefined {
  let place: MutationRecord | undefined;
  for (const record of records) {
    if ([...record.removedNodes].some((node) => node.contains(removed))) [place, removed] = [record, record.target];
  }
  return place;
}

async function goOn(place: MutationRecord | undefined): Promise<void> {
  // Where a part of the page knows better, it does so now.
  await nextTask();
  if (document.activeElement !== document.body) return;
  for (const next of beside(place)) {
    next.focus({ preventScroll: true });
    // What is hidden or disabled takes no focus.
    if (document.activeElement === next) return;
  }
}

/** The controls of the innermost place around: what follows, then what is before, nearest first, then its heading; and so on outwards. */
function* beside(gone: MutationRecord | undefined): Generator<HTMLElement> {
  for (let place = (gone?.target as Element | undefined)?.closest(Places); place?.isConnected; place = place.parentElement?.closest(Places)) {
    const controls = [...place.querySelectorAll<HTMLElement>(Controls)];
    yield* controls.filter((control) => follows(control, gone!));
    yield* controls.filter((control) => !follows(control, gone!)).reverse();
    const heading = place.querySelector<HTMLElement>('h1, h2, h3');
    if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    if (heading) yield heading;
  }
  const heading = document.querySelector<HTMLElement>('main h1');
  if (heading) yield heading;
}

function follows(control: Element, { target, previousSibling }: MutationRecord): boolean {
  if (previousSibling?.isConnected) return previousSibling.compareDocumentPosition(control) === Node.DOCUMENT_POSITION_FOLLOWING;
  return !!(target.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING);
}
