import type { History } from '../../api/model';
import { placeOf, type Span } from './scale';

/** A bar of the picture, each number a share of its width or height. */
export interface Bar {
  x: number;
  width: number;
  height: number;
}

/** The bars of a history, which may be of another span while a new one is on its way. One change is visible beside thousands: heights grow with the root. */
export function bars(history: History, span: Span): Bar[] {
  const known = { from: Date.parse(history.from), to: Date.parse(history.to) };
  const most = Math.max(1, ...history.commits);
  const part = (known.to - known.from) / history.commits.length;
  return history.commits.flatMap((commits, i) => {
    const x = placeOf(known.from + i * part, span);
    const width = part / (span.to - span.from);
    return commits === 0 || x + width < 0 || x > 1 ? [] : [{ x, width, height: Math.max(0.06, Math.sqrt(commits / most)) }];
  });
}

/** How many changes a history counts. */
export function total(history: History): number {
  return history.commits.reduce((sum, commits) => sum + commits, 0);
}
