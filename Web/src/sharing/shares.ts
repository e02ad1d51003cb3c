import { reactive } from 'vue';
import { answer, api } from '../api/client';
import type { Claim, Share } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';

/** As many as the server keeps for a list. */
const MaxShares = 100;
const MaxClaims = 1_000;

/** The links to a list, newest first, and who claimed what: null while that is a secret, or not read yet. */
export const sharing = reactive({ listId: '', ready: false, links: [] as Share[], claims: null as Claim[] | null, problem: null as Problem | null });

/** Rises with every link made or revoked here, so that an older reading does not overwrite it. */
let edition = 0;
/** The newest reading; one that began earlier leaves its result to it. */
let newest = 0;

/** Reads the links, and once they are `revealed` the claims: before, the server tells nothing of them. What comes is shown, also when the other does not. */
export async function loadSharing(listId: string, revealed: boolean): Promise<void> {
  const [mine, before] = [++newest, edition];
  if (sharing.listId !== listId) Object.assign(sharing, { listId, ready: false, links: [], claims: null, problem: null });
  const [links, claims] = await Promise.allSettled([
    readPages(MaxShares, (query) => answer(api.GET('/api/lists/{listId}/shares', { params: { path: { listId }, query } }))),
    revealed ? readPages(MaxClaims, (query) => answer(api.GET('/api/lists/{listId}/claims', { params: { path: { listId }, query } }))) : null,
  ]);
  if (mine !== newest) return;
  if (edition !== before) return loadSharing(listId, revealed);
  if (links.status === 'fulfilled') Object.assign(sharing, { ready: true, links: links.value.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)) });
  if (claims.status === 'fulfilled') sharing.claims = claims.value;
  const failed = [links, claims].find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
  sharing.problem = failed ? Problem.of(failed.reason) : null;
}

/** Sent again with the same key it is the same link. */
export async function addShare(listId: string, name: string, expiresAt: string | null, key: string): Promise<void> {
  const share = await answer(api.POST('/api/lists/{listId}/shares', { params: { path: { listId }, header: { 'Idempotency-Key': key } }, body: { name, expiresAt } }));
  edition++;
  sharing.links = [share, ...sharing.links.filter(({ id }) => id !== share.id)];
}

export function forgetShare(listId: string, shareId: string): void {
  edition++;
  if (sharing.listId === listId) sharing.links = sharing.links.filter(({ id }) => id !== shareId);
}

/** What follows the # is never sent to a server, so the token stands in no log. */
export function linkOf({ token }: Pick<Share, 'token'>): string {
  return `${location.origin}/#share=${token}`;
}
