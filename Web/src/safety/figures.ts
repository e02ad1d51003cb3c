import { number } from '../words/format';

/** `41` -> `41 ms`, `2345` -> `2.3 s`, `95000` -> `1 min 35 s`, `7500000` -> `2 h 5 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${tenths(milliseconds / 1_000)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${number(Math.floor(minutes / 1_440))} d`;
}

/** `49152` -> `48 KB`, in steps of 1024. */
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1024 ** step;
  return `${step === 0 || value >= 100 ? number(Math.round(value)) : tenths(value)} ${units[step]}`;
}

function tenths(value: number): string {
  return number(Math.round(value * 10) / 10);
}
