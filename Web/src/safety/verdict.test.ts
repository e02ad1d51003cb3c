import { describe, expect, test } from 'vitest';
import type { BackupState } from '../api/model';
import { Problem } from '../api/problem';
import { judge } from './verdict';

const now = Date.parse('2026-11-21T14:00:00Z');
const state = (changes: Partial<BackupState> = {}): BackupState => ({
  database: 'appdb',
  schedule: '*/15 * * * *',
  nextRun: '2026-11-21T14:15:00Z',
  keep: 24,
  running: false,
  newestGood: {
    id: '20261121T135800.000Z',
    takenAt: '2026-11-21T13:57:59Z',
    bytes: 49_152,
    state: 'verified',
    verifiedAt: '2026-11-21T13:58:00Z',
    restoreMilliseconds: 41,
    reason: null,
  },
  lastFailure: null, stream: null, mirrors: null, drillFailure: null, archive: null, pausedUntil: null,
  ...changes,
});

describe('judge', () => {
  test('says yes only with a proven backup and nothing wrong since', () => {
    expect(judge(state(), null, now)).toEqual({
      level: 'good',
      headline: 'Yes, your data is safe',
      explanation: 'Proven 2 minutes ago, restored in 41 ms.',
    });
  });

  test.each([
    ['the worker is away', state(), new Problem(503, 'Away', 'The backup worker does not answer.'), 'unknown'],
    ['nothing is known yet', null, null, 'unknown'],
    ['a later backup failed', state({ lastFailure: { at: '2026-11-21T13:59:00Z', reason: 'Disk full.' } }), null, 'warn'],
    ['an earlier backup failed', state({ lastFailure: { at: '2026-11-21T13:50:00Z', reason: 'Disk full.' } }), null, 'good'],
    ['one is overdue', state({ nextRun: '2026-11-21T13:45:00Z' }), null, 'warn'],
    ['one is due this minute', state({ nextRun: '2026-11-21T13:59:30Z' }), null, 'good'],
    ['the overdue one is running', state({ nextRun: '2026-11-21T13:45:00Z', running: true }), null, 'good'],
    ['there is none yet', state({ newestGood: null }), null, 'warn'],
    ['the only one failed', state({ newestGood: null, lastFailure: { at: '2026-11-21T13:59:00Z', reason: 'Disk full.' } }), null, 'bad'],
  ])('when %s', (_, told, problem, level) => {
    expect(judge(told, problem, now).level).toBe(level);
  });
});
