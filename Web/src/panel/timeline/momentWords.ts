import { ago } from '../../design/time';
import { locale } from '../../words/language';

type Kind = 'second' | 'minute' | 'day';

const forms: Record<Kind | 'full' | 'today', Intl.DateTimeFormatOptions> = {
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  minute: { hour: '2-digit', minute: '2-digit', hour12: false },
  day: { day: 'numeric', month: 'short' },
  today: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  full: { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
};
const made = new Map<string, Intl.DateTimeFormat>();

function format(form: keyof typeof forms, milliseconds: number): string {
  const key = `${locale()} ${form}`;
  let formatter = made.get(key);
  if (!formatter) made.set(key, (formatter = new Intl.DateTimeFormat(locale(), forms[form])));
  return formatter.format(milliseconds);
}

export function tickLabel(milliseconds: number, kind: Kind): string {
  return format(kind, milliseconds);
}

/** `14:03:10` today, `3 November at 14:03:10` otherwise. */
export function clockTime(milliseconds: number, now: number): string {
  return format(new Date(milliseconds).toDateString() === new Date(now).toDateString() ? 'today' : 'full', milliseconds);
}

/** `14:03:10, 2 minutes ago`. */
export function moment(milliseconds: number, now: number): string {
  return `${clockTime(milliseconds, now)}, ${ago(new Date(milliseconds).toISOString(), now)}`;
}
