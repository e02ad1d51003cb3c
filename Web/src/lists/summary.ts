import type { Wish } from '../api/model';
import { say } from '../words';
import { money } from '../words/format';

/** `12 wishes · €340.00 + CHF 20.00`: how many, and what they cost by currency as far as prices are known. */
export function summaryOf(wishes: readonly Wish[]): string {
  const sums = new Map<string, number>();
  for (const { price, currency, quantity } of wishes) {
    if (price !== null && currency) sums.set(currency, (sums.get(currency) ?? 0) + price * quantity);
  }
  const prices = [...sums].map(([currency, sum]) => money(sum, currency)).join(' + ');
  return [say('wishes', { count: wishes.length }), prices].filter(Boolean).join(' · ');
}
