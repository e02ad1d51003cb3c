import { locale } from './language';

/** Making a formatter costs far more than using one, and a list uses one for each row. */
const made = new Map<string, unknown>();

function once<T>(name: string, make: (locale: string) => T): T {
  const tag = locale();
  const key = `${tag} ${name}`;
  let formatter = made.get(key) as T | undefined;
  if (!formatter) made.set(key, (formatter = make(tag)));
  return formatter;
}

/** `1234.5` -> `1,234.5`. */
export function number(value: number): string {
  return once('number', (tag) => new Intl.NumberFormat(tag)).format(value);
}

/** `.` or `,`: what stands before the cents. */
export function decimalSign(): string {
  return number(0.5).replace(/\d/g, '');
}

/** `19.9`, `EUR` -> `€19.90`. A code that nobody knows is shown as it is. */
export function money(value: number, currency: string): string {
  return once(currency, (tag) => new Intl.NumberFormat(tag, { style: 'currency', currency })).format(value);
}

/** `3 November 2026`, in the order and words of the language. */
export function date(iso: string): string {
  return once('date', (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long' })).format(new Date(iso));
}

/** `14:03`. */
export function time(moment: Date): string {
  return once('time', (tag) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hour12: false })).format(moment);
}

/** `3 November at 14:03`. */
export function dayAndTime(moment: Date): string {
  return once('day', (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hour12: false })).format(moment);
}

/** `-2`, `day` -> `2 days ago`. */
export function relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  return once('relative', (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })).format(value, unit);
}

/** Which form of a text a number takes. */
export function plural(value: number): 'one' | 'other' {
  return once('plural', (tag) => new Intl.PluralRules(tag)).select(value) === 'one' ? 'one' : 'other';
}
