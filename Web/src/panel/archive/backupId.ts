import { at } from '../../design/time';

/** `20261121T011426.123Z` -> the moment in words. */
export function takenAt(id: string, now = Date.now()): string {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)([\d.]+)Z$/.exec(id) ?? [];
  return year ? at(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`, now) : id;
}
