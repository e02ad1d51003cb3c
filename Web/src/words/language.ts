import { shallowRef } from 'vue';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const Key = 'belfry.language';

/** The language of the page: the one chosen here, else the first of the browser's that there is, else English. */
export const language = shallowRef<Language>('en');

/** Loads what a language needs, and answers with what puts it in place. */
type Loader = (wanted: Language) => Promise<() => void>;
const loaders: Loader[] = [];
let loading: Promise<unknown> = Promise.resolve();

/** Takes part in every later change of language, and in the one now. */
export function follow(loader: Loader): void {
  loaders.push(loader);
  if (language.value !== 'en') loading = Promise.allSettled([loading, loader(language.value).then((show) => show())]);
}

/** Fulfilled once the texts of all code that was loaded so far are here. */
export async function wordsReady(): Promise<void> {
  await loading;
}

/** Changes every text of the page at once; nothing changes when one cannot be loaded. */
export async function speak(wanted: Language): Promise<void> {
  const shows = await Promise.all(loaders.map((load) => load(wanted)));
  for (const show of shows) show();
  language.value = wanted;
  document.documentElement.lang = wanted;
}

export async function choose(wanted: Language): Promise<void> {
  await speak(wanted);
  localStorage.setItem(Key, wanted);
}

/** The language to begin with. */
export function preferred(): Language {
  const wishes = [localStorage.getItem(Key), ...navigator.languages].map((tag) => tag?.split('-')[0]);
  return (wishes.find((tag) => tag && tag in languages) as Language | undefined) ?? 'en';
}

/** The language with the browser's region where that has one: `en-GB`, `de-AT`, else `en`. Dates and numbers follow it. */
export function locale(): string {
  const wanted = language.value;
  return globalThis.navigator?.languages?.find((tag) => tag.split('-')[0] === wanted) ?? wanted;
}
