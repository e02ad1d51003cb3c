import type { WishFields } from '../api/model';

/** A wish of which nothing more is known. */
export const plainWish: Omit<WishFields, 'name'> = { note: null, url: null, price: null, currency: null, quantity: 1, priority: 'normal', state: 'wanted' };

const Link = /\bhttps?:\/\/\S+/i;

/**
 * What one line of text wishes for: `Blue kettle https://shop.example/kettle` is a name and a link. A link alone is named after its site,
 * to be renamed later. Null when there is nothing to wish for.
 */
export function parseQuickWish(text: string): WishFields | null {
  const url = text.match(Link)?.[0] ?? null;
  const name = text.replace(Link, ' ').replace(/\s+/g, ' ').trim() || siteOf(url);
  return name ? { ...plainWish, name, url } : null;
}

/** `https://www.example.org/a/b?c` -> `example.org`; null for what is no address. */
export function siteOf(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^www\./, '');
}
