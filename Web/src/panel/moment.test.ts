import { describe, expect, it } from 'vitest';
import { fromInput, placeOf, toInput } from './moment';

describe('the moment of an input', () => {
  it('comes back as it was, to the second', () => {
    const moment = Date.parse('2026-11-21T14:03:10Z');
    expect(fromInput(toInput(moment))).toBe(moment);
  });

  it('is none while the input is incomplete', () => expect(fromInput('')).toBeNull());
});

describe('the place on the line', () => {
  it('stays between the ends', () => expect([placeOf(-5, 0, 10), placeOf(5, 0, 10), placeOf(50, 0, 10)]).toEqual([0, 0.5, 1]));

  it('is the middle of a line without length', () => expect(placeOf(3, 3, 3)).toBe(0.5));
});
