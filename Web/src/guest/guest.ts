import { markRaw, reactive } from 'vue';
import { answer, api } from '../api/client';
import { newId } from '../api/newId';
import type { LiveEvent, SharedList, SharedWish } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';
import { followEvents } from '../live/stream';

const MaxWishes = 2_000;
const NameKey = 'belfry.guest';
const HearMilliseconds = 250;

/** A claim of this browser. Not `sure` until the server confirmed it: the answer may have been lost, or the claim itself. */
export interface OwnClaim {
  key: string;
  quantity: number;
  sure: boolean;
}

/** The list that a share link opens, as guests see it; `mine` are this browser's claims by the wish. */
export const guest = reactive({
  list: null as SharedList | null,
  wishes: [] as SharedWish[],
  name: localStorage.getItem(NameKey) ?? '',
  mine: {} as Record<string, OwnClaim>,
  lost: false,
  problem: null as Problem | null,
});

let token = '';
let stop: (() => void) | undefined;
let hearing: number | undefined;
/** The list was read while nobody saw the page, when nothing is followed yet. */
let unseen = false;

const header = (): { 'X-Share-Token': string } => ({ 'X-Share-Token': token });
/** Claims are kept in this browser, because guests have no account. The last letters of the token tell lists apart and open nothing. */
const claimsKey = (): string => `belfry.claims.${token.slice(-8)}`;

export function openShare(shared: string): void {
  token = shared;
  guest.mine = JSON.parse(localStorage.getItem(claimsKey()) ?? '{}') as Record<string, OwnClaim>;
  unseen = document.visibilityState !== 'visible';
  void loadShared();
  stop?.();
  stop = followEvents({
    url: '/api/shared/events',
    headers: header(),
    told: (data) => {
      if ((JSON.parse(data) as LiveEvent).kind !== 'ping') hearing ??= window.setTimeout(() => void loadShared(), HearMilliseconds);
    },
    connected: (is) => {
      guest.lost = !is;
      if (!is || !unseen) return;
      unseen = false;
      void loadShared();
    },
    refused: () => void loadShared(),
  });
}

export async function loadShared(): Promise<void> {
  window.clearTimeout(hearing);
  hearing = undefined;
  try {
    const [list, wishes] = await Promise.all([
      answer(api.GET('/api/shared', { params: { header: header() } })),
      readPages(MaxWishes, (query) => answer(api.GET('/api/shared/items', { params: { header: header(), query } }))),
    ]);
    Object.assign(guest, { list, wishes: markRaw(wishes), problem: null });
  } catch (error) {
    guest.problem = Problem.of(error);
  }
}

/** The key is kept before it is sent: sent again after a lost answer, it makes no second claim, and it can always be taken back. */
export async function claim(wishId: string, name: string, quantity: number): Promise<void> {
  guest.name = name;
  localStorage.setItem(NameKey, name);
  const key = guest.mine[wishId]?.key ?? newId();
  keep({ ...guest.mine, [wishId]: { key, quantity, sure: false } });
  try {
    await answer(api.POST('/api/shared/items/{itemId}/claims', { params: { path: { itemId: wishId }, header: header() }, body: { key, guest: name, quantity } }));
    keep({ ...guest.mine, [wishId]: { key, quantity, sure: true } });
  } catch (error) {
    if (!Problem.of(error).passing) forget(wishId);
    throw error;
  } finally {
    await loadShared();
  }
}

/** The list is read before the claim is forgotten: the page goes from one button to the other, with nothing in between. */
export async function unclaim(wishId: string): Promise<void> {
  try {
    await answer(api.POST('/api/shared/unclaim', { params: { header: header() }, body: { key: guest.mine[wishId]!.key } }));
  } catch (error) {
    if (Problem.of(error).status !== 404) throw error;
  } finally {
    await loadShared();
  }
  forget(wishId);
}

/** A picture needs the token in a header, which an address cannot carry: it is fetched, and shown from memory. */
export async function loadPicture(wishId: string, sha256: string): Promise<string> {
  const response = await fetch(`/api/shared/items/${wishId}/pictures/${sha256}`, { headers: header() });
  if (!response.ok) throw Problem.from(response.status, null);
  return URL.createObjectURL(await response.blob());
}

function keep(mine: Record<string, OwnClaim>): void {
  guest.mine = mine;
  localStorage.setItem(claimsKey(), JSON.stringify(mine));
}

function forget(wishId: string): void {
  const { [wishId]: _, ...others } = guest.mine;
  keep(others);
}
