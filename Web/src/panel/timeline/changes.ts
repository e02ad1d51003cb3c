import type { Comparison, TableChange } from '../../api/model';

/** The tables that a restore would change, or may: those without figures were not counted in time. Most changes first. */
export function differing(compared: Comparison): TableChange[] {
  return compared.tables.filter((change) => size(change) !== 0).sort((a, b) => size(b) - size(a));
}

function size({ added, removed, changed }: TableChange): number {
  return added === null || removed === null || changed === null ? Infinity : added + removed + changed;
}
