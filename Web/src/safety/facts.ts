import type { BackupState, DatabaseState, Rehearsal, Series } from '../api/model';
import { ago, at } from '../design/time';
import { tell } from '../panel/words';
import { duration, size } from './figures';
import { isLate, type Level, type Verdict } from './verdict';

/** One figure with what it means. */
export interface Fact {
  name: string;
  level: Level;
  figure: string;
  words: string;
}

export interface Known {
  state: BackupState | null;
  database: DatabaseState | null;
  series: Series | null;
  drills: readonly Rehearsal[] | null;
}

const LongestLag = 60_000;
/** Short reads keep the WAL from being copied for a second or two. */
const LongestBlock = 10_000;
/** So many times its limit the WAL may grow while it waits for readers. */
const WalPatience = 4;
/** Below so many of the newest backup's size the archive's disk gets full soon. */
const RoomForBackups = 20;

/** What is known, one by one; nothing is called good that was not told. `away`: the worker does not answer, so that what it told is old. */
export function facts(known: Known, away: boolean, now: number): Fact[] {
  const state = away ? null : known.state;
  return [restore(state, now), next(state, now), lag(state), growth(known, now), wal(known.database, state, now), targets(state), rehearsal(away ? null : known.drills, state, now), room(state)];
}

/** The verdict with the facts considered: a yes is qualified when one of them is not good. */
export function overall(verdict: Verdict, all: readonly Fact[]): Verdict {
  const worrying = all.filter((fact) => fact.level === 'warn' || fact.level === 'bad');
  if (verdict.level !== 'good' || worrying.length === 0) return verdict;
  return {
    level: 'warn',
    headline: tell('safeBut'),
    explanation: `${verdict.explanation} ${tell('lookAt', { names: worrying.map((fact) => fact.name).join(', ') })}`,
  };
}

function unknown(name: string): Fact {
  return { name, level: 'unknown', figure: '–', words: tell('unknown') };
}

function restore(state: BackupState | null, now: number): Fact {
  const name = tell('factRestore');
  if (!state) return unknown(name);
  const good = state.newestGood;
  if (!good) return { name, level: 'bad', figure: tell('none'), words: tell('factRestoreNone') };
  const words = tell('factRestoreDetail', { at: at(good.takenAt, now), duration: good.restoreMilliseconds === null ? '–' : duration(good.restoreMilliseconds) });
  return { name, level: state.lastFailure && state.lastFailure.at > good.takenAt ? 'warn' : 'good', figure: ago(good.verifiedAt ?? good.takenAt, now), words };
}

function next(state: BackupState | null, now: number): Fact {
  const name = tell('factNext');
  if (!state?.nextRun) return unknown(name);
  if (state.running) return { name, level: 'good', figure: tell('now'), words: tell('backingUp') };
  if (state.pausedUntil) return { name, level: 'warn', figure: ago(state.nextRun, now), words: tell('factNextPaused', { at: at(state.pausedUntil, now) }) };
  const late = isLate(state, now);
  return { name, level: late ? 'warn' : 'good', figure: ago(state.nextRun, now), words: late ? tell('factNextLate') : tell('factNextDetail', { schedule: state.schedule.replaceAll(' ', '\u00a0') }) };
}

function lag(state: BackupState | null): Fact {
  const name = tell('factLag');
  if (!state?.stream) return unknown(name);
  const { lagMilliseconds, failure } = state.stream;
  if (lagMilliseconds === null) return { name, level: 'warn', figure: '–', words: failure ?? tell('factLagNone') };
  const level = lagMilliseconds <= LongestLag ? 'good' : failure ? 'bad' : 'warn';
  return { name, level, figure: duration(lagMilliseconds), words: level === 'good' ? tell('factLagDetail') : (failure ?? tell('factLagDetail')) };
}

function growth({ database, series }: Known, now: number): Fact {
  const name = tell('factSize');
  if (!database) return unknown(name);
  const first = series?.databaseBytes[0];
  const since = series?.at[0];
  const fact = { name, level: 'good' as const, figure: size(database.bytes) };
  if (first === undefined || since === undefined) return { ...fact, words: tell('factSizeDetail') };
  const grown = database.bytes - first;
  const when = ago(new Date(since * 1_000).toISOString(), now);
  return { ...fact, words: tell(grown > 0 ? 'factGrew' : grown < 0 ? 'factShrank' : 'factSteady', { size: size(Math.abs(grown)), ago: when }) };
}

function wal(database: DatabaseState | null, state: BackupState | null, now: number): Fact {
  const name = tell('factWal');
  if (!database) return unknown(name);
  const { walBlockedSince, walBlockedBy } = state?.stream ?? {};
  if (walBlockedSince && walBlockedBy && now - Date.parse(walBlockedSince) > LongestBlock) {
    return { name, level: 'warn', figure: size(database.walBytes), words: tell('factWalBlocked', { at: at(walBlockedSince, now), reason: walBlockedBy }) };
  }
  const limit = database.checkpointBytes * WalPatience;
  const large = database.walBytes > limit;
  return { name, level: large ? 'warn' : 'good', figure: size(database.walBytes), words: tell(large ? 'factWalLarge' : 'factWalDetail', { size: size(limit) }) };
}

function targets(state: BackupState | null): Fact {
  const name = tell('factTargets');
  if (!state) return unknown(name);
  const mirrors = state.mirrors ?? [];
  const failing = [...(state.stream?.failure ? [state.archive?.place ?? tell('theArchive')] : []), ...mirrors.filter((mirror) => mirror.failure).map((mirror) => mirror.place)];
  return failing.length > 0
    ? { name, level: 'warn', figure: tell('factTargetsBad', { count: failing.length }), words: tell('factTargetsFailing', { names: failing.join(', ') }) }
    : { name, level: 'good', figure: tell('factTargetsGood', { count: mirrors.length + 1 }), words: tell('factTargetsDetail', { count: mirrors.length + 1 }) };
}

function rehearsal(drills: readonly Rehearsal[] | null, state: BackupState | null, now: number): Fact {
  const name = tell('factDrill');
  if (!drills || !state) return unknown(name);
  if (state.drillFailure) return { name, level: 'warn', figure: ago(state.drillFailure.at, now), words: state.drillFailure.reason };
  const newest = drills[0];
  if (!newest?.drill) return { name, level: 'unknown', figure: tell('none'), words: tell('factDrillNone') };
  const { at: moment, milliseconds } = newest.drill;
  return { name, level: 'good', figure: ago(newest.endedAt, now), words: tell('factDrillGood', { at: at(moment, now), duration: duration(milliseconds) }) };
}

function room(state: BackupState | null): Fact {
  const name = tell('factSpace');
  const free = state?.archive?.freeBytes;
  if (free === undefined || free === null) return unknown(name);
  const low = free < (state?.newestGood?.bytes ?? 0) * RoomForBackups;
  return { name, level: low ? 'warn' : 'good', figure: size(free), words: tell(low ? 'factSpaceLow' : 'factSpaceDetail') };
}
