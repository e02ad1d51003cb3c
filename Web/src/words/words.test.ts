/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import { catalogue, type Text } from './catalogue';
import { money } from './format';

type Module = { default?: Record<string, Text>; en?: Record<string, Text> };
const all = Object.entries(import.meta.glob<Module>('/src/**/words/??.ts', { eager: true }));

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

const sources = all.filter(([path]) => path.endsWith('/en.ts'));
const pairs = all
  .filter(([path]) => !path.endsWith('/en.ts'))
  .map(([path, module]) => ({ path, words: module.default!, en: sources.find(([source]) => folderOf(source) === folderOf(path))![1].en! }));

/** `{count} of {all}` -> `all count`; for forms, of the one for many. */
function placeholders(text: Text): string {
  const plain = typeof text === 'string' ? text : text.other;
  return [...new Set(plain.match(/\{\w+\}/g))].sort().join(' ');
}

describe('translations', () => {
  it('are there for each catalogue', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(pairs.length).toBe(sources.length);
  });

  it.each(pairs)('$path has the keys of English and no others', ({ words, en }) => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(pairs)('$path has something to say, with the same placeholders, for each', ({ words, en }) => {
    for (const [key, text] of Object.entries(en)) {
      expect(placeholders(words[key]!), key).toBe(placeholders(text));
      expect(typeof words[key], key).toBe(typeof text);
      expect(words[key], key).toBeTruthy();
    }
  });
});

describe('say', () => {
  const say = catalogue({ wishes: { one: '{count} wish', other: '{count} wishes' }, hello: 'Hello {name}' }, { de: () => Promise.reject(new Error('no')) });

  it('chooses the form of the number, and writes that as people do', () => {
    expect(say('wishes', { count: 1 })).toBe('1 wish');
    expect(say('wishes', { count: 2000 })).toBe('2,000 wishes');
  });

  it('does not read what people wrote as a text of its own', () => {
    expect(say('hello', { name: '{name} $& {count}' })).toBe('Hello {name} $& {count}');
  });
});

describe('money', () => {
  it('is shown in its currency', () => expect(money(19.9, 'EUR')).toBe('€19.90'));
});
