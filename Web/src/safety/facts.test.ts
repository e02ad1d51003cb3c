import { describe, expect, it } from 'vitest';
import type { BackupState, DatabaseState } from '../api/model';
import { facts, overall, type Known } from './facts';

const now = Date.parse('2026-11-21T14:00:00Z');
const good = { id: 'b', takenAt: '2026-11-21T13:57:59Z', bytes: 49_152, state: 'verified', verifiedAt: '2026-11-21T13:58:00Z', restoreMilliseconds: 41, reason: null } as const;
const stream = { lineage: 'l', position: 3, newestCommitAt: null, lagMilliseconds: 12, walBytes: 0, failure: null, lineageReason: null, walBlockedSince: null, walBlockedBy: null };
const mirror = { place: 's3://b', newestCommitAt: null, lagMilliseconds: 5, objectsBehind: 0, bytesBehind: 0, failure: null as string | null, failingSince: null };
const state = (changes: Partial<BackupState> = {}): BackupState => ({
  database: 'appdb', schedule: '*/15 * * * *', nextRun: '2026-11-21T14:15:00Z', keep: 24, running: false, newestGood: good, lastFailure: null,
  stream, mirrors: [mirror], drillFailure: null, archive: { place: '/backups', freeBytes: 1e9, keys: [] }, pausedUntil: null, ...changes,
});
const database = (changes: Partial<DatabaseState> = {}): DatabaseState => ({
  engine: '3.53.0', hasWalResetFix: true, schema: 4, bytes: 4096, pages: 1, pageBytes: 4096, freePages: 0, walBytes: 100, checkpointBytes: 1000, tables: [], migrations: [], deploys: [], ...changes,
});
const drill = { endedAt: '2026-11-21T13:00:00Z', drill: { at: '2026-11-21T12:00:00Z', bytes: 1, milliseconds: 50 }, reason: null };
const series = { at: [now / 1000 - 7200], lagMilliseconds: [1], walBytes: [1], databaseBytes: [3072] };
const known = (changes: Partial<Known> = {}): Known => ({ state: state(), database: database(), series, drills: [drill], ...changes });
const levels = (changes: Partial<Known>, away = false): string => facts(known(changes), away, now).map((fact) => fact.level[0]).join('');

describe('the facts', () => {
  it('are all good when all is', () => expect(levels({})).toBe('gggggggg'));

  it.each<[string, Partial<Known>, string]>([
    ['nothing is known', { state: null, database: null, series: null, drills: null }, 'uuuuuuuu'],
    ['nothing is proven', { state: state({ newestGood: null }) }, 'bggggggg'],
    ['a backup is late', { state: state({ nextRun: '2026-11-21T13:45:00Z' }) }, 'gwgggggg'],
    ['the schedule is paused', { state: state({ pausedUntil: '2026-11-21T15:00:00Z' }) }, 'gwgggggg'],
    ['the archive lags', { state: state({ stream: { ...stream, lagMilliseconds: 90_000 } }) }, 'ggwggggg'],
    ['the archive cannot be written', { state: state({ stream: { ...stream, lagMilliseconds: 90_000, failure: 'Full.' } }) }, 'ggbggwgg'],
    ['the WAL is far over its limit', { database: database({ walBytes: 5000 }) }, 'ggggwggg'],
    ['a reader pins the WAL', { state: state({ stream: { ...stream, walBlockedSince: '2026-11-21T13:59:40Z', walBlockedBy: 'A long read.' } }) }, 'ggggwggg'],
    ['a short read keeps the WAL', { state: state({ stream: { ...stream, walBlockedSince: '2026-11-21T13:59:58Z', walBlockedBy: 'A long read.' } }) }, 'gggggggg'],
    ['a mirror fails', { state: state({ mirrors: [{ ...mirror, failure: 'Away.' }] }) }, 'gggggwgg'],
    ['a rehearsal failed', { state: state({ drillFailure: { at: '2026-11-21T13:00:00Z', reason: 'Damaged.' } }) }, 'ggggggwg'],
    ['there was no rehearsal', { drills: [] }, 'ggggggug'],
    ['the disk gets full', { state: state({ archive: { place: '/backups', freeBytes: 50_000, keys: [] } }) }, 'gggggggw'],
  ])('when %s', (_, changes, expected) => expect(levels(changes)).toBe(expected));

  it('are not known of a worker that is away, but those of the database', () => expect(levels({}, true)).toBe('uuugguuu'));

  it('tell the growth', () => expect(facts(known(), false, now)[3]).toMatchObject({ figure: '4 KB', words: '1 KB more than 2 hours ago.' }));
});

describe('the verdict', () => {
  const yes = { level: 'good', headline: 'Yes', explanation: 'Proven.' } as const;

  it('stays a yes when all is good', () => expect(overall(yes, facts(known(), false, now))).toBe(yes));

  it('is qualified by what is not', () => {
    expect(overall(yes, facts(known({ database: database({ walBytes: 5000 }) }), false, now))).toMatchObject({ level: 'warn', explanation: 'Proven. Look at: WAL.' });
  });
});
