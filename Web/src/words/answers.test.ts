import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { Problem } from '../api/problem';
import german from './answers.de';
import { speak } from './language';

const Api = join(import.meta.dirname, '../../../Api');
const sources = readdirSync(Api, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.cs') && !name.includes('obj'))
  .map((name) => readFileSync(join(Api, name), 'utf8'))
  .join('\n');

vi.stubGlobal('document', { documentElement: {} });
afterEach(() => speak('en'));

test.each(Object.keys(german))('the API still says: %s', (text) => {
  expect(sources).toContain(`"${text}"`);
});

test('a problem is told in the language of the page', async () => {
  const answer = { title: 'Unauthorized', detail: 'The account or the password is wrong.' };
  expect(Problem.from(401, answer).words).toBe('Not signed in. The account or the password is wrong.');

  await speak('de');

  expect(Problem.from(401, answer).words).toBe('Nicht angemeldet. Das Konto oder das Passwort ist falsch.');
});
