import type { Wish, WishFields } from '../api/model';
import { say } from '../words';
import { decimalSign } from '../words/format';

/** What is in the fields of the form, as written. */
export type WishForm = Record<'name' | 'note' | 'url' | 'price' | 'currency' | 'quantity', string> & Pick<Wish, 'priority'>;

export function formOf(wish: Wish): WishForm {
  return {
    name: wish.name,
    note: wish.note ?? '',
    url: wish.url ?? '',
    price: wish.price === null ? '' : written(wish.price),
    currency: wish.currency ?? 'EUR',
    quantity: String(wish.quantity),
    priority: wish.priority,
  };
}

/** `24.9` -> `24.90`, as one writes it: `24,90`. */
function written(price: number): string {
  return (Number.isInteger(price * 10) && !Number.isInteger(price) ? price.toFixed(2) : String(price)).replace('.', decimalSign());
}

/** What was written since the form `opened`, or by field what is wrong with it, in plain words. A price goes with its currency. */
export function readForm(form: WishForm, opened: WishForm): { fields: Partial<WishFields> } | { faults: Record<string, string> } {
  const name = form.name.trim();
  const url = completeLink(form.url.trim());
  // A comma is how half of the world writes it. Three digits behind one sign, or a second sign, would be thousands or not: nobody guesses.
  const amount = form.price.trim();
  const price = !amount ? null : form.price === opened.price || /^\d+([.,]\d{1,2})?$/.test(amount) ? Number(amount.replace(',', '.')) : NaN;
  const quantity = Number(form.quantity);
  const faults = {
    ...(!name && { name: say('faultName') }),
    ...(url === undefined && { url: say('faultUrl') }),
    ...(price !== null && !(price >= 0 && price <= 1e9) && { price: say('faultPrice') }),
    ...(!(Number.isInteger(quantity) && quantity >= 1 && quantity <= 999) && { quantity: say('faultQuantity') }),
  };
  if (Object.keys(faults).length > 0 || url === undefined) return { faults };
  const currency = price === null ? null : form.currency;
  const touched = (...keys: (keyof WishForm)[]): boolean => keys.some((key) => form[key] !== opened[key]);
  return {
    fields: {
      ...(touched('name') && { name }),
      ...(touched('note') && { note: form.note.trim() || null }),
      ...(touched('url') && { url }),
      ...(touched('price', 'currency') && { price, currency }),
      ...(touched('quantity') && { quantity }),
      ...(touched('priority') && { priority: form.priority }),
    },
  };
}

/** `shop.example/x` -> `https://shop.example/x`; null for none, undefined for what cannot be an address. */
function completeLink(link: string): string | null | undefined {
  if (!link) return null;
  const complete = /^https?:\/\//i.test(link) ? link : `https://${link}`;
  return URL.canParse(complete) && !/\s/.test(link) && !/^[a-z]+:(?!\d)/i.test(link.replace(/^https?:/i, '')) ? complete : undefined;
}
