import { onUnmounted, ref } from 'vue';

const EdgePixels = 72;
const ScrollPixels = 14;

/**
 * Dragging rows of a list by a handle, with mouse, pen or finger: `key` is the row that is held and `before` the one it would come before
 * (null: the end), for the list to draw. `after` is the row that follows another. Nothing moves until it is let go.
 */
export function useDrag(rows: () => HTMLElement | null, after: (key: string) => string | null, drop: (key: string, before: string | null) => void) {
  const held = ref<{ key: string; before: string | null } | null>(null);
  let pointer = { x: 0, y: 0 };
  let frame = 0;

  function take(key: string, event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    pointer = { x: event.clientX, y: event.clientY };
    held.value = { key, before: key };
    addEventListener('pointermove', move);
    addEventListener('pointerup', release);
    addEventListener('pointercancel', cancel);
    addEventListener('keydown', onKey, true);
    frame = requestAnimationFrame(scroll);
  }

  function move(event: PointerEvent): void {
    pointer = { x: event.clientX, y: event.clientY };
    look();
  }

  /** The row whose upper half is under the pointer, or the one after. Asked of the page, so that rows of any height do. */
  function look(): void {
    const list = rows();
    if (!list || !held.value) return;
    const box = list.getBoundingClientRect();
    const row = document.elementFromPoint(box.left + box.width / 2, pointer.y)?.closest<HTMLElement>('[data-key]');
    if (!row || !list.contains(row)) {
      if (pointer.y > box.bottom && held.value.before !== null) held.value = { ...held.value, before: null };
      return;
    }
    const { top, height } = row.getBoundingClientRect();
    const key = row.dataset['key']!;
    const before = pointer.y < top + height / 2 ? key : after(key);
    if (held.value.before !== before) held.value = { ...held.value, before };
  }

  function scroll(): void {
    if (pointer.y < EdgePixels) scrollBy(0, -ScrollPixels);
    else if (pointer.y > innerHeight - EdgePixels) scrollBy(0, ScrollPixels);
    look();
    frame = requestAnimationFrame(scroll);
  }

  function release(): void {
    const done = held.value;
    cancel();
    if (done && done.before !== done.key) drop(done.key, done.before);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  }

  function cancel(): void {
    held.value = null;
    cancelAnimationFrame(frame);
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', release);
    removeEventListener('pointercancel', cancel);
    removeEventListener('keydown', onKey, true);
  }

  onUnmounted(cancel);
  return { held, take };
}
