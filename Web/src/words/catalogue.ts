import { shallowRef } from 'vue';
import { number, plural } from './format';
import { follow, type Language } from './language';

/** A text, or its forms by number. `{name}` in it is replaced by the value of that name. */
export type Text = string | Forms;
export interface Forms {
  one: string;
  other: string;
}

/** What a translation has to hold: the same keys, and forms where English has forms. */
export type Translation<W> = { readonly [K in keyof W]: W[K] extends string ? string : Forms };

type Values = Record<string, string | number>;
type Others<W> = Record<Exclude<Language, 'en'>, () => Promise<{ default: Translation<W> }>>;

/**
 * The texts of one part of the page: English at once, the other languages when somebody wants them. The function it gives says a text
 * in the language of the page, for templates and computed values to follow. A form is chosen by `count`.
 */
export function catalogue<W extends Record<string, Text>>(en: W, others: Others<W>): (key: keyof W, values?: Values) => string {
  const words = shallowRef<Record<keyof W, Text>>(en);
  follow(async (wanted) => {
    const loaded: Record<keyof W, Text> = wanted === 'en' ? en : (await others[wanted]()).default;
    return () => (words.value = loaded);
  });
  return (key, values = {}) => {
    const text = words.value[key];
    return fill(typeof text === 'string' ? text : text[plural(Number(values['count']))], values);
  };
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}
