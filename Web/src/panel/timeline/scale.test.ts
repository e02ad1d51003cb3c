import { describe, expect, it, vi } from 'vitest';
import { Least, momentAt, Most, newest, pan, placeOf, showing, tickKind, ticks, zoom } from './scale';

const now = Date.parse('2026-11-21T14:00:00Z');
const hour = 3_600_000;
const span = { from: now - hour, to: now };

describe('a span of time', () => {
  it('has the moment where it is looked for', () => expect(momentAt(placeOf(now - 1000, span), span)).toBe(now - 1000));

  it('stays around the anchor when it is zoomed', () => {
    const closer = zoom(span, 0.5, now - hour / 4, now);
    expect(closer.to - closer.from).toBe(hour / 2);
    expect(placeOf(now - hour / 4, closer)).toBeCloseTo(placeOf(now - hour / 4, span));
  });

  it('is neither shorter nor longer than can be read', () => {
    expect([zoom(span, 1e-9, now - 1000, now), zoom(span, 1e9, now - 1000, now)].map(({ from, to }) => to - from)).toEqual([Least, Most]);
  });

  it('ends soon after now', () => {
    expect(pan(span, 5, now).to).toBe(now + hour * 0.02);
    expect(newest(hour, now)).toEqual({ from: now - hour, to: now });
  });

  it('moves only to show what is not in it', () => {
    expect(showing(now - 1000, span, now)).toBe(span);
    expect(placeOf(now - 5 * hour, showing(now - 5 * hour, span, now))).toBe(0.5);
  });
});

describe('ticks', () => {
  it.each([60_000, hour, 24 * hour, 30 * 24 * hour, Most])('of %i ms are few, round and in it', (length) => {
    const { step, at } = ticks(newest(length, now), 8);
    expect(at.length).toBeGreaterThan(1);
    expect(at.length).toBeLessThanOrEqual(9);
    expect(at.every((moment) => (moment - new Date(moment).getTimezoneOffset() * 60_000) % step === 0)).toBe(true);
  });

  it('of days are midnights on both sides of a change of the clocks', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const { at } = ticks({ from: Date.parse('2026-03-25T12:00:00+01:00'), to: Date.parse('2026-04-01T12:00:00+02:00') }, 8);
    expect(at.map((moment) => new Date(moment).toISOString())).toEqual([
      '2026-03-25T23:00:00.000Z', '2026-03-26T23:00:00.000Z', '2026-03-27T23:00:00.000Z', '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z', '2026-03-31T22:00:00.000Z',
    ]);
    vi.unstubAllEnvs();
  });

  it('are written as fine as they are apart', () => {
    const noon = new Date(2026, 10, 21, 12).getTime();
    const midnight = new Date(2026, 10, 21).getTime();
    expect([tickKind(noon, 5_000), tickKind(noon, hour), tickKind(midnight, hour), tickKind(noon, 24 * hour)]).toEqual(['second', 'minute', 'day', 'day']);
  });
});
