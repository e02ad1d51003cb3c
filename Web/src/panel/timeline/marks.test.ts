import { describe, expect, it } from 'vitest';
import { apart, marksIn, type Happened } from './marks';

const at = (second: number): string => new Date(second * 1000).toISOString();
const backup = (second: number, state: 'verified' | 'failed') => ({ id: 'b', takenAt: at(second), bytes: 1, state, verifiedAt: null, restoreMilliseconds: null, reason: null });
const happened: Happened = {
  backups: [backup(50, 'verified'), backup(20, 'failed'), backup(500, 'verified')],
  points: [{ name: 'before', commit: 'l/1', at: at(30), keepUntil: null }],
  history: { from: at(0), to: at(100), oldest: null, newest: null, commits: [], begins: [at(10)] },
  drills: [{ endedAt: at(40), drill: null, reason: 'no' }],
  migrations: [{ number: 1, name: 'first', appliedAt: at(5) }],
  deploys: [{ version: '1.4.0', at: at(4) }],
};

describe('the marks of a span', () => {
  it('are those in it, oldest first', () => {
    expect(marksIn({ from: 0, to: 100_000 }, happened).map((mark) => mark.kind)).toEqual(['deploy', 'migration', 'begin', 'unproven', 'point', 'drillFailed', 'snapshot']);
  });

  it('do not cover each other', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ kind: 'snapshot' as const, at: i * 1000, words: '' }));
    expect(apart(many, { from: 0, to: 100_000 }, 10)).toHaveLength(10);
  });
});
