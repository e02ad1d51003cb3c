import { ref } from 'vue';

const Stored = 'belfry.letterKeys';

/** Whether single letters are commands. Who dictates to the browser, or types by accident, can switch them off. */
export const letterKeys = ref(globalThis.localStorage?.getItem(Stored) !== 'off');

export function useLetterKeys(on: boolean): void {
  letterKeys.value = on;
  localStorage.setItem(Stored, on ? 'on' : 'off');
}

/** True where typing a letter writes it. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select');
}
