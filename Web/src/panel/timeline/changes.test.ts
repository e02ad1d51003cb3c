import { expect, it } from 'vitest';
import { differing } from './changes';

const table = (name: string, added: number | null, removed: number | null, changed: number | null) => ({ table: name, rows: 1, rowsThen: 1, added, removed, changed });

it('tells the tables that change, those with most first, and those that nobody counted', () => {
  const tables = [table('same', 0, 0, 0), table('few', 0, 1, 0), table('many', 5, 0, 2), table('large', null, null, null)];
  expect(differing({ at: '', otherSchema: false, tables }).map((change) => change.table)).toEqual(['large', 'many', 'few']);
});
