import { shallowRef } from 'vue';
import { follow } from './language';

const translated = shallowRef<Readonly<Record<string, string>>>({});

follow(async (wanted) => {
  const loaded = wanted === 'en' ? {} : (await import('./answers.de')).default;
  return () => (translated.value = loaded);
});

/** What the API says, which speaks English only, in the language of the page; undefined where that is English, or it is not known there. */
export function inWords(detail: string | undefined): string | undefined {
  return detail === undefined ? undefined : translated.value[detail];
}
