import { expect, test } from 'vitest';
import { parseQuickWish, siteOf } from './quickWish';

test.each([
  ['Blue kettle', { name: 'Blue kettle', note: null, url: null }],
  ['  Blue   kettle ', { name: 'Blue kettle', note: null, url: null }],
  ['Kettle https://shop.example/k?x=1', { name: 'Kettle', note: null, url: 'https://shop.example/k?x=1' }],
  ['https://shop.example/k the kettle', { name: 'the kettle', note: null, url: 'https://shop.example/k' }],
  ['https://www.shop.example/k', { name: 'shop.example', note: null, url: 'https://www.shop.example/k' }],
  ['javascript:alert(1)', { name: 'javascript:alert(1)', note: null, url: null }],
])('%s', (text, fields) => {
  expect(parseQuickWish(text)).toMatchObject(fields);
});

test.each(['', '   ', 'https://'])('nothing in "%s"', (text) => {
  expect(parseQuickWish(text)?.url ?? null).toBeNull();
});

test('a broken address has no site', () => {
  expect(siteOf('https://[')).toBeNull();
});
