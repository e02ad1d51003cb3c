import { reactive } from 'vue';
import { answer, api } from '../api/client';
import type { Person, Role } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';

const MaxPeople = 1_000;

/** Everybody with an account; `invitation` is the newest link, which the server tells once only. */
export const people = reactive({ ready: false, all: [] as Person[], invitation: null as { name: string; link: string; expiresAt: string } | null, problem: null as Problem | null });

export const roles: readonly Role[] = ['member', 'operator', 'owner'];

export async function loadPeople(): Promise<void> {
  await keeping(async () => {
    people.all = await readPages(MaxPeople, (query) => answer(api.GET('/api/people', { params: { query } })));
    people.ready = true;
  });
}

export async function invite(account: string, name: string, role: Role): Promise<void> {
  show(await answer(api.POST('/api/people', { body: { account, name, role } })));
  await loadPeople();
}

/** Also for somebody who forgot the password. */
export async function inviteAgain(id: string): Promise<void> {
  await keeping(async () => show(await answer(api.POST('/api/people/{id}/invitation', { params: { path: { id } } }))));
}

export async function changePerson({ id, name, role, state }: Person, change: { role?: Role; disabled?: boolean }): Promise<void> {
  await keeping(async () => {
    const body = { name, role, disabled: state === 'disabled', ...change };
    const changed = await answer(api.PUT('/api/people/{id}', { params: { path: { id } }, body }));
    people.all = people.all.map((person) => (person.id === id ? changed : person));
  });
}

function show({ person, token, expiresAt }: { person: Person; token: string; expiresAt: string }): void {
  people.invitation = { name: person.name, link: `${location.origin}/#invitation=${token}`, expiresAt };
}

async function keeping(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    people.problem = null;
  } catch (error) {
    people.problem = Problem.of(error);
  }
}
