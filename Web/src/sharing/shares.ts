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

/** Rises with every link made here, so that an older reading does not lose it. */
let edition = 0;

export async function loadShares(listId: string): Promise<void> {
  const before = edition;
  if (sharing.listId !== listId) Object.assign(sharing, { listId, ready: false, links: [], claims: null, problem: null });
  try {
    const links = await readPages(MaxShares, (query) => answer(api.GET('/api/lists/{listId}/shares', { params: { path: { listId }, query } })));
    if (edition !== before) return await loadShares(listId);
    if (sharing.listId === listId) Object.assign(sharing, { ready: true, links: links.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)), problem: null });
  } catch (error) {
    sharing.problem = Problem.of(error);
  }
}

/** Not before the reveal: until then the server tells nothing. */
export async function loadClaims(listId: string): Promise<void> {
  try {
    const claims = await readPages(MaxClaims, (query) => answer(api.GET('/api/lists/{listId}/claims', { params: { path: { listId }, query } })));
    if (sharing.listId === listId) sharing.claims = claims;
  } catch (error) {
    sharing.problem = Problem.of(error);
  }
}

/** Sent again with the same key it is the same link. */
export async function addShare(listId: string, name: string, expiresAt: string | null, key: string): Promise<void> {
  const share = await answer(api.POST('/api/lists/{listId}/shares', { params: { path: { listId }, header: { 'Idempotency-Key': key } }, body: { name, expiresAt } }));
  edition++;
  sharing.links = [share, ...sharing.links.filter(({ id }) => id !== share.id)];
}

export function forgetShare(listId: string, shareId: string): void {
  if (sharing.listId === listId) sharing.links = sharing.links.filter(({ id }) => id !== shareId);
}

/** What follows the # is never sent to a server, so the token stands in no log. */
export function linkOf({ token }: Pick<Share, 'token'>): string {
  return `${location.origin}/#share=${token}`;
}
