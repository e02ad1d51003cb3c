import { expect, test } from 'vitest';
import type { Wish } from '../api/model';
import { formOf, readForm } from './wishForm';

const wish = { name: 'Kettle', note: null, url: null, price: 39.5, currency: 'CHF', quantity: 2, priority: 'high', state: 'wanted' } as Wish;

test('a price that was not touched may have whatever digits it has', () => {
  const fine = { ...wish, price: 0.125 };
  expect(readForm({ ...formOf(fine), note: 'Fine' }, formOf(fine))).toEqual({ fields: { note: 'Fine' } });
});

test.each([[24.9, '24.90'], [24, '24'], [0.125, '0.125'], [null, '']])('a price of %s stands in the form as %j', (price, text) => {
  expect(formOf({ ...wish, price }).price).toBe(text);
});

test('what is not touched is not sent', () => {
  expect(readForm(formOf(wish), formOf(wish))).toEqual({ fields: {} });
});

test.each([
  [{ price: '12,50' }, { price: 12.5, currency: 'CHF' }],
  [{ price: ' ' }, { price: null, currency: null }],
  [{ url: 'shop.example/x' }, { url: 'https://shop.example/x' }],
  [{ note: '  ' }, { note: null }],
])('%j is read as %j', (written, fields) => {
  expect(readForm({ ...formOf(wish), ...written }, formOf(wish))).toEqual({ fields });
});

test.each([
  ['name', ' '],
  ['url', 'javascript:alert(1)'],
  ['url', 'two words'],
  ['price', '-1'],
  ['price', 'cheap'],
  ['price', '1,200'],
  ['price', '1.200,50'],
  ['quantity', '0'],
  ['quantity', '1.5'],
])('%s cannot be "%s"', (field, written) => {
  expect(readForm({ ...formOf(wish), [field]: written }, formOf(wish))).toMatchObject({ faults: { [field]: expect.stringMatching(/./) } });
});
