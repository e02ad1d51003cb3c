import { expect, it } from 'vitest';
import { bars, total } from './density';

const history = { from: new Date(0).toISOString(), to: new Date(4000).toISOString(), oldest: null, newest: null, commits: [0, 1, 100, 25], begins: [] };

it('draws a bar where there were changes', () => {
  expect(bars(history, { from: 0, to: 4000 })).toEqual([{ x: 0.25, width: 0.25, height: 0.1 }, { x: 0.5, width: 0.25, height: 1 }, { x: 0.75, width: 0.25, height: 0.5 }]);
});

it('draws what is known while another span is looked at', () => {
  expect(bars(history, { from: 2000, to: 3000 })).toContainEqual({ x: 0, width: 1, height: 1 });
  expect(bars(history, { from: 9000, to: 9500 })).toEqual([]);
});

it('counts them', () => expect(total(history)).toBe(126));
