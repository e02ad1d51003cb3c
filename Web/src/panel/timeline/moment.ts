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
