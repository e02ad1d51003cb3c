import { answer, api } from '../api/client';
import type { List } from '../api/model';
import { changes } from '../changes/changes';
import { keepList, listCache, loadLists } from './listCache';
import { heldOf, loadWishes, wishesIn } from '../wishes/wishCache';

const StaleMilliseconds = 5_000;
/** Changes of others often come in groups, and this window hears of its own too. */
const HearMilliseconds = 250;
let readAt = 0;
let openList: string | null = null;
let hearing: number | undefined;
const heard = new Set<string>();

/** Reads the lists, and reads them again when the user comes back to this window: others may have written meanwhile. A page reads what it opens. */
export function startLists(): void {
  readAt = Date.now();
  void loadLists();
  addEventListener('visibilitychange', refreshIfStale);
  addEventListener('focus', refreshIfStale);
  addEventListener('online', () => void refresh());
}

export async function refresh(): Promise<void> {
  readAt = Date.now();
  await Promise.all([loadLists(), openList && loadWishes(openList)]);
}

/** The server is heard again: what it could not be asked for is read now. */
export function readAgain(): void {
  if (listCache.problem || (openList && wishesIn(openList).problem)) void refresh();
}

/** Another window changed something in a list. A long list is read less often. */
export function hear(listId: string): void {
  heard.add(listId);
  hearing ??= window.setTimeout(() => void readHeard(), HearMilliseconds + heldOf(listId));
}

async function readHeard(): Promise<void> {
  // What is being sent from here comes back with its own answer; reading it earlier would show it twice.
  if (changes.entries.some(({ state }) => state === 'sending')) {
    hearing = window.setTimeout(() => void readHeard(), HearMilliseconds);
    return;
  }
  hearing = undefined;
  const open = openList && heard.has(openList) ? openList : null;
  heard.clear();
  await Promise.all([loadLists(), open && loadWishes(open)]);
}

function refreshIfStale(): void {
  if (document.visibilityState === 'visible' && Date.now() - readAt > StaleMilliseconds) void refresh();
}

/** Says which list is on the page, so that it is read now and kept fresh. */
export function open(listId: string | null): void {
  openList = listId;
  if (listId) void loadWishes(listId);
}

/** A new list has no address before the server made it, so this one waits for the answer. Trying again with the same key adds one list. */
export async function addList(name: string, key: string): Promise<List> {
  const list = await answer(api.POST('/api/lists', { params: { header: { 'Idempotency-Key': key } }, body: { name } }));
  keepList(list);
  // Nobody has written in it yet, so its page need not ask before it is of use.
  Object.assign(wishesIn(list.id), { ready: true, whole: true });
  return list;
}
