import type { BackupState } from '../api/model';
import type { Problem } from '../api/problem';
import { ago } from '../design/time';

export interface Verdict {
  level: 'good' | 'warn' | 'bad' | 'unknown';
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
      headline: 'Nobody can tell right now',
      explanation: `${problem.detail} ${last ? `The last proven backup this page knows of is from ${ago(last, now)}.` : ''}`.trim(),
    };
  }
  if (!state) return { level: 'unknown', headline: 'Asking the backup worker…', explanation: '' };
  const good = state.newestGood;
  if (!good) return withoutBackup(state);
  const proven = `Proven ${ago(good.verifiedAt ?? good.takenAt, now)}${restoreTime(good.restoreMilliseconds)}.`;
  if (state.lastFailure && state.lastFailure.at > good.takenAt) {
    return { level: 'warn', headline: 'The last backup failed', explanation: `${proven} Since then: ${state.lastFailure.reason}` };
  }
  if (!state.running && state.nextRun && Date.parse(state.nextRun) < now - GraceMilliseconds) {
    return { level: 'warn', headline: 'A backup is overdue', explanation: `${proven} The one planned ${ago(state.nextRun, now)} has not come.` };
  }
  return { level: 'good', headline: 'Yes, your data is safe', explanation: proven };
}

function withoutBackup(state: BackupState): Verdict {
  if (state.lastFailure) return { level: 'bad', headline: 'No, there is no proven backup', explanation: state.lastFailure.reason };
  return {
    level: 'warn',
    headline: state.running ? 'The first backup is being taken' : 'Not yet',
    explanation: 'A backup counts once it has been restored and checked.',
  };
}

function restoreTime(milliseconds: number | null): string {
  return milliseconds === null ? '' : `, restored in ${duration(milliseconds)}`;
}

/** `41` -> `41 ms`, `2345` -> `2.3 s`, `95000` -> `1 min 35 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`;
}

/** `49152` -> `48 KB`, in steps of 1024. */
export function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1024 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1).replace(/\.0$/, '')} ${units[step]}`;
}
