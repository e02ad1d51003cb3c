import { currentAction, startAction } from './trace';

/**
 * Makes each click, submitted form and pressed command key the root of a trace. Names come from `data-action` in the markup, never from text on the page: a
 * span's name must be the same for everybody and must not carry what people wrote.
 */
export function traceActions(): void {
  startAction('page load');
  for (const type of ['click', 'submit', 'keydown'] as const) {
    addEventListener(type, start, { capture: true });
  }
}

function start(event: Event): void {
  // Letters and digits are typing, and a click on a submit button is followed by the form's own event: one action, not two.
  if (event instanceof KeyboardEvent && event.key.length === 1 && !event.ctrlKey && !event.metaKey) return;
  if (event.type === 'submit' && currentAction()) return;
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-action]') : null;
  const what = event instanceof KeyboardEvent && event.key.length > 1 ? `press ${event.key}` : event.type;
  startAction(element ? `${what} ${element.dataset['action']}` : what);
}
