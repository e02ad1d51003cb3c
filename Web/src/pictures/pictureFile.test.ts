import { expect, test } from 'vitest';
import { faultOf } from './pictureFile';

const picture = { name: 'kettle.png', type: 'image/png', size: 1000 };

test('a picture of a usual type and size is taken', () => expect(faultOf(picture)).toBe(''));

test.each([
  [{ type: 'image/svg+xml' }, /PNG, JPEG, GIF or WebP/],
  [{ type: '' }, /PNG, JPEG, GIF or WebP/],
  [{ size: 11 * 1024 * 1024 }, /11 MB.*10 MB/],
  [{ size: 0 }, /empty/],
])('%j is refused by name with the reason', (other, reason) => {
  const fault = faultOf({ ...picture, ...other });
  expect(fault).toMatch(reason);
  expect(fault).toContain('kettle.png');
});
