import type { BackupState } from '../api/model';
import type { Problem } from '../api/problem';
import { ago } from '../design/time';
import { tell } from '../panel/words';
import { duration } from './figures';

export type Level = 'good' | 'warn' | 'bad' | 'unknown';

export interface Verdict {
  level: Level;
  headline: string;
  explanation: string;
}

/** A planned backup may be this late before it counts as missed. */
const GraceMilliseconds = 120_000;

/** Answers "is my data safe?" from what the worker told. When in doubt it does not say yes. */
export function judge(state: BackupState | null, problem: Problem | null, now: number): Verdict {
  if (problem) {
    const last = state?.newestGood?.verifiedAt;
    return {
      level: 'unknown',
      headline: tell('nobodyKnows'),
      explanation: `${problem.detail} ${last ? tell('lastKnown', { ago: ago(last, now) }) : ''}`.trim(),
    };
  }
  if (!state) return { level: 'unknown', headline: tell('asking'), explanation: '' };
  const good = state.newestGood;
  if (!good) return withoutBackup(state);
  const when = ago(good.verifiedAt ?? good.takenAt, now);
  const proven = good.restoreMilliseconds === null ? tell('proven', { ago: when }) : tell('provenIn', { ago: when, duration: duration(good.restoreMilliseconds) });
  if (state.lastFailure && state.lastFailure.at > good.takenAt) {
    return { level: 'warn', headline: tell('lastFailed'), explanation: `${proven} ${tell('since', { reason: state.lastFailure.reason })}` };
  }
  if (state.nextRun && isLate(state, now)) {
    return { level: 'warn', headline: tell('overdue'), explanation: `${proven} ${tell('overdueDetail', { ago: ago(state.nextRun, now) })}` };
  }
  return { level: 'good', headline: tell('safe'), explanation: proven };
}

/** Whether a planned backup has not come. */
export function isLate(state: BackupState, now: number): boolean {
  return !state.running && state.nextRun !== null && Date.parse(state.nextRun) < now - GraceMilliseconds;
}

function withoutBackup(state: BackupState): Verdict {
  if (state.lastFailure) return { level: 'bad', headline: tell('noProven'), explanation: state.lastFailure.reason };
  return { level: 'warn', headline: tell(state.running ? 'firstRuns' : 'notYet'), explanation: tell('notYetDetail') };
}
