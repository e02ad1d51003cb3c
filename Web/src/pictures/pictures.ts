import { reactive } from 'vue';
import type { Wish } from '../api/model';
import { Problem } from '../api/problem';
import { newId } from '../api/newId';
import { endSession } from '../session/session';
import { keepWish } from '../wishes/wishCache';
import { say } from '../words';
import { faultOf } from './pictureFile';

export const MaxPictures = 10;

/** A large picture may take minutes on a slow line; one of which nothing more goes, or that nobody answers, has no connection any more. */
const SilenceMilliseconds = 30_000;

/** A picture that the server does not have yet. */
export interface Upload {
  readonly id: string;
  readonly wish: Pick<Wish, 'id' | 'listId' | 'name'>;
  readonly file: File;
  /** 0 to 1. */
  progress: number;
  /** Why the last try failed. */
  problem: Problem | null;
  /** The try at hand. */
  sending: Promise<void> | null;
}

/** Those of this window, until they have arrived or were given up. They are kept nowhere else: with the window they would be lost. */
export const uploads = reactive<Upload[]>([]);

export function pictureUrl({ listId, id }: Pick<Wish, 'listId' | 'id'>, sha256: string): string {
  return `/api/lists/${listId}/items/${id}/pictures/${sha256}`;
}

/** Sends what can become a picture of this wish; of the others, why they cannot. */
export function addPictures(wish: Wish, files: readonly File[]): string[] {
  const faults: string[] = [];
  let room = MaxPictures - wish.pictures.length - uploads.filter((upload) => upload.wish.id === wish.id).length;
  for (const file of files) {
    const fault = faultOf(file) || (room > 0 ? '' : say('pictureMany', { name: file.name, count: MaxPictures }));
    if (fault) {
      faults.push(fault);
      continue;
    }
    room--;
    uploads.push({ id: newId(), wish, file, progress: 0, problem: null, sending: null });
    send(uploads.at(-1)!);
  }
  return faults;
}

export function send(upload: Upload): void {
  upload.sending ??= attempt(upload);
}

/** The server is there again: what failed for a reason that passes need not wait for anybody. */
export function sendAgain(): void {
  for (const upload of uploads.filter(({ problem }) => problem?.passing)) send(upload);
}

/** Sends everything. True when the server has it all. */
export async function finishUploads(): Promise<boolean> {
  sendAgain();
  await Promise.all(uploads.map(({ sending }) => sending));
  return uploads.length === 0;
}

export function giveUp(upload: Upload): void {
  const index = uploads.findIndex(({ id }) => id === upload.id);
  if (index >= 0) uploads.splice(index, 1);
}

async function attempt(upload: Upload): Promise<void> {
  upload.progress = 0;
  try {
    keepWish(await post(upload));
    giveUp(upload);
  } catch (error) {
    upload.problem = Problem.of(error);
    upload.sending = null;
  }
}

/** By XMLHttpRequest: fetch() tells nothing of how far a body is. Sent again after a lost answer, the same picture is there once. */
function post(upload: Upload): Promise<Wish> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SilenceMilliseconds);
    };
    request.open('POST', `/api/lists/${upload.wish.listId}/items/${upload.wish.id}/pictures`);
    request.setRequestHeader('Content-Type', upload.file.type);
    request.upload.onprogress = ({ loaded, total }) => {
      listen();
      upload.progress = total ? loaded / total : 0;
    };
    request.onerror = request.onabort = () => fail(new TypeError('no answer'));
    request.onload = () => {
      const body: unknown = parse(request.responseText);
      if (request.status === 401) endSession();
      if (request.status === 200) done(body as Wish);
      else fail(Problem.from(request.status, body));
    };
    request.onloadend = () => clearTimeout(silence);
    listen();
    request.send(upload.file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
