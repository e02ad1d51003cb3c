import { describe, expect, it } from 'vitest';
import { fromInput, toInput } from './moment';

describe('the moment of an input', () => {
  it('comes back as it was, to the second', () => {
    const moment = Date.parse('2026-11-21T14:03:10Z');
    expect(fromInput(toInput(moment))).toBe(moment);
  });

  it('is none while the input is incomplete', () => expect(fromInput('')).toBeNull());
});
