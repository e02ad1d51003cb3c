import { say } from '../words';
import { dayAndTime, relative, time } from '../words/format';

const Minute = 60_000;
const Hour = 60 * Minute;
const Day = 24 * Hour;

/** `just now`, `2 minutes ago`, `in 3 hours`, `2 days ago`. */
export function ago(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const size = Math.abs(distance);
  if (size < 10_000) return say('justNow');
  if (size < Minute) return say(distance < 0 ? 'underMinuteAgo' : 'inUnderMinute');
  if (size < Hour) return relative(Math.trunc(distance / Minute), 'minute');
  if (size < Day) return relative(Math.trunc(distance / Hour), 'hour');
  return relative(Math.trunc(distance / Day), 'day');
}

/** `14:03` today, `3 November at 14:03` otherwise. */
export function at(iso: string, now: number): string {
  const date = new Date(iso);
  return date.toDateString() === new Date(now).toDateString() ? time(date) : dayAndTime(date);
}
