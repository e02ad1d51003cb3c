import { expect, test } from 'vitest';
import { grow, rowAt, topsOf } from './rowsInSight';

const tops = topsOf([60, 80, 60]);

test('each row begins where the one before ends', () => {
  expect(tops).toEqual([0, 60, 140, 200]);
  expect(topsOf([])).toEqual([0]);
});

test.each([[-10, 0], [0, 0], [59, 0], [60, 1], [139, 1], [140, 2], [500, 2]])('what is at %i pixels', (place, row) => {
  expect(rowAt(tops, place)).toBe(row);
});

test('an empty list has no other row than the first', () => {
  expect(rowAt([0], 30)).toBe(0);
});

test('what is in sight is drawn first, then what is around it, a few with each frame', () => {
  const sight = { from: 100, to: 108 };
  const frames = [{ from: 0, to: 20 }];
  while (frames.length < 20) frames.push(grow(frames.at(-1)!, sight, 2_000));

  expect(frames.slice(1, 4)).toEqual([{ from: 100, to: 106 }, { from: 100, to: 112 }, { from: 100, to: 118 }]);
  expect(frames.at(-1)).toEqual({ from: 88, to: 120 });
});

test('rows that go out of sight are dropped, and those that come are added at the edge', () => {
  expect(grow({ from: 88, to: 120 }, { from: 103, to: 111 }, 2_000)).toEqual({ from: 91, to: 123 });
  expect(grow({ from: 88, to: 120 }, { from: 97, to: 105 }, 2_000)).toEqual({ from: 85, to: 117 });
});

test('a short list is drawn whole, also when it shrinks', () => {
  expect(grow({ from: 0, to: 5 }, { from: 0, to: 3 }, 3)).toEqual({ from: 0, to: 3 });
  expect(grow({ from: 0, to: 0 }, { from: 0, to: 0 }, 0)).toEqual({ from: 0, to: 0 });
});
