import { reactive } from 'vue';
import { answer, api } from '../api/client';
import type { Session, Token } from '../api/model';
import { readPages } from '../api/pages';
import { Problem } from '../api/problem';

const Most = 200;

/** Where this person is signed in, and the API tokens; `secret` is of the newest one, told once, `problem` why the newest question or order failed. */
export const own = reactive({ ready: false, sessions: [] as Session[], tokens: [] as Token[], secret: '', problem: null as Problem | null });

/** Reads all of it anew. */
export async function loadAccount(): Promise<void> {
  await keeping(async () => {
    [own.sessions, own.tokens] = await Promise.all([
      readPages(Most, (query) => answer(api.GET('/api/account/sessions', { params: { query } }))),
      readPages(Most, (query) => answer(api.GET('/api/account/tokens', { params: { query } }))),
    ]);
    own.ready = true;
  });
}

export async function endSession(id: string): Promise<void> {
  await keeping(async () => {
    await answer(api.DELETE('/api/account/sessions/{id}', { params: { path: { id } } }));
    own.sessions = own.sessions.filter((session) => session.id !== id);
  });
}

export async function addToken(name: string, scopes: Token['scopes']): Promise<void> {
  const { token, secret } = await answer(api.POST('/api/account/tokens', { body: { name, scopes, expiresAt: null } }));
  own.tokens = [...own.tokens, token];
  own.secret = secret;
}

export async function endToken(id: string): Promise<void> {
  await keeping(async () => {
    await answer(api.DELETE('/api/account/tokens/{id}', { params: { path: { id } } }));
    own.tokens = own.tokens.filter((token) => token.id !== id);
  });
}

async function keeping(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    own.problem = null;
  } catch (error) {
    own.problem = Problem.of(error);
  }
}
