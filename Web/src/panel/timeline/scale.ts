/** A span of time in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

const Second = 1_000;
const Minute = 60 * Second;
const Hour = 60 * Minute;
const Day = 24 * Hour;

export const Least = Minute;
export const Most = 366 * Day;

/** A little of the time to come keeps the newest moment off the edge. */
const Margin = 0.02;

const Steps = [Second, 5 * Second, 10 * Second, 30 * Second, Minute, 5 * Minute, 10 * Minute, 30 * Minute, Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day, 30 * Day, 60 * Day];

/** Where a moment lies in a span, 0 to 1 within it. */
export function placeOf(moment: number, span: Span): number {
  return (moment - span.from) / (span.to - span.from);
}

export function momentAt(place: number, span: Span): number {
  return Math.round(span.from + place * (span.to - span.from));
}

/** The last `length` of the time before now. */
export function newest(length: number, now: number): Span {
  return within({ from: now - length, to: now }, now);
}

/** Closer (a factor below 1) or wider, with a moment staying where it is. */
export function zoom(span: Span, factor: number, anchor: number, now: number): Span {
  const length = Math.min(Most, Math.max(Least, (span.to - span.from) * factor));
  const from = anchor - placeOf(anchor, span) * length;
  return within({ from, to: from + length }, now);
}

/** Earlier (below 0) or later by a share of its length. */
export function pan(span: Span, share: number, now: number): Span {
  const by = (span.to - span.from) * share;
  return within({ from: span.from + by, to: span.to + by }, now);
}

/** The span moved so that a moment is in it; the same one when it is. */
export function showing(moment: number, span: Span, now: number): Span {
  if (moment >= span.from && moment <= span.to) return span;
  const half = (span.to - span.from) / 2;
  return within({ from: moment - half, to: moment + half }, now);
}

/** Not further than a little after now. */
function within(span: Span, now: number): Span {
  const length = span.to - span.from;
  const to = Math.min(span.to, now + length * Margin);
  return { from: Math.round(to - length), to: Math.round(to) };
}

/** Round moments of this machine's time in a span, at most so many, and how far they are apart. */
export function ticks(span: Span, most: number): { step: number; at: number[] } {
  const step = Steps.find((candidate) => (span.to - span.from) / candidate <= most) ?? 120 * Day;
  const offset = offsetAt(span.from);
  const at: number[] = [];
  for (let local = Math.ceil((span.from - offset) / step) * step; ; local += step) {
    // The clocks may have been changed since the span began.
    const moment = local + offsetAt(local + offset);
    if (moment > span.to) return { step, at };
    if (moment > (at.at(-1) ?? span.from - 1)) at.push(moment);
  }
}

/** What to add to the time on this machine's clock to have that of UTC. */
function offsetAt(moment: number): number {
  return new Date(moment).getTimezoneOffset() * Minute;
}

/** How a tick is written: with seconds, as time of day, or as a day. */
export function tickKind(moment: number, step: number): 'second' | 'minute' | 'day' {
  if (step < Minute) return 'second';
  const local = new Date(moment);
  return step < Day && (local.getHours() !== 0 || local.getMinutes() !== 0) ? 'minute' : 'day';
}
