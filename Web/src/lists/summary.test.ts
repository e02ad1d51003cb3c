import { expect, test } from 'vitest';
import type { Wish } from '../api/model';
import { summaryOf } from './summary';

const wish = (price: number | null, currency: string | null, quantity = 1) => ({ price, currency, quantity }) as Wish;

test('counts wishes and adds up what is known of prices, each currency for itself', () => {
  expect(summaryOf([wish(10, 'EUR', 2), wish(null, null), wish(5.5, 'EUR'), wish(3, 'USD')])).toBe('4 wishes · €25.50 + $3.00');
  expect(summaryOf([wish(null, null)])).toBe('1 wish');
});
