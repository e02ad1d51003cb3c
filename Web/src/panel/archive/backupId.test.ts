import { expect, it } from 'vitest';
import { at } from '../../design/time';
import { takenAt } from './backupId';

it('reads the moment from the name of a backup', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(takenAt('20261121T011426.123Z', now)).toBe(at('2026-11-21T01:14:26.123Z', now));
  expect(takenAt('other', now)).toBe('other');
});
