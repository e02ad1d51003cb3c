/** A moment as `<input type="datetime-local" step="1">` holds it, in the time of this machine: `2026-11-21T14:03:10`. */
export function toInput(milliseconds: number): string {
  const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

/** The moment of such an input in milliseconds; null while it is incomplete. */
export function fromInput(text: string): number | null {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** Where a moment lies between two others, 0 to 1; the middle when they are one. */
export function placeOf(milliseconds: number, from: number, to: number): number {
  return to > from ? Math.min(1, Math.max(0, (milliseconds - from) / (to - from))) : 0.5;
}
