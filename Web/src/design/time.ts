const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hour12: false });

const Minute = 60_000;
const Hour = 60 * Minute;
const Day = 24 * Hour;

/** `just now`, `2 minutes ago`, `in 3 hours`, `2 days ago`. */
export function ago(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const size = Math.abs(distance);
  if (size < 10_000) return 'just now';
  if (size < Minute) return distance < 0 ? 'less than a minute ago' : 'in less than a minute';
  if (size < Hour) return words.format(Math.trunc(distance / Minute), 'minute');
  if (size < Day) return words.format(Math.trunc(distance / Hour), 'hour');
  return words.format(Math.trunc(distance / Day), 'day');
}

/** `14:03` today, `3 November at 14:03` otherwise. */
export function at(iso: string, now: number): string {
  const date = new Date(iso);
  return date.toDateString() === new Date(now).toDateString() ? time.format(date) : day.format(date);
}
