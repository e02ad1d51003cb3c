import { reactive } from 'vue';
import type { Wish } from '../api/model';
import { Problem } from '../api/problem';
import { newId } from '../api/newId';
import { endSession } from '../session/session';
import { keepWish } from '../wishes/wishCache';
import { say } from '../words';
import { faultOf } from './pictureFile';

export const MaxPictures = 10;

/** A picture on its way, or one that did not arrive and why. */
export interface Upload {
  readonly id: string;
  readonly wishId: string;
  readonly file: File;
  /** 0 to 1. */
  progress: number;
  fault: string;
  /** Whether the same picture may arrive at another try. */
  again: boolean;
}

/** Those of this window, until they have arrived or were given up. */
export const uploads = reactive<Upload[]>([]);

export function pictureUrl({ listId, id }: Pick<Wish, 'listId' | 'id'>, sha256: string): string {
  return `/api/lists/${listId}/items/${id}/pictures/${sha256}`;
}

export function addPictures(wish: Wish, files: readonly File[]): void {
  let room = MaxPictures - wish.pictures.length - uploads.filter(({ wishId, fault }) => wishId === wish.id && !fault).length;
  for (const file of files) {
    const fault = faultOf(file) || (room > 0 ? '' : say('pictureMany', { name: file.name, count: MaxPictures }));
    uploads.push({ id: newId(), wishId: wish.id, file, progress: 0, fault, again: false });
    if (fault) continue;
    room--;
    void send(wish, uploads.at(-1)!);
  }
}

export async function send(wish: Wish, upload: Upload): Promise<void> {
  Object.assign(upload, { progress: 0, fault: '' });
  try {
    keepWish(await post(`/api/lists/${wish.listId}/items/${wish.id}/pictures`, upload));
    giveUp(upload);
  } catch (error) {
    const problem = Problem.of(error);
    upload.fault = `${problem.title}. ${problem.detail}`;
    upload.again = problem.passing;
  }
}

export function giveUp(upload: Upload): void {
  const index = uploads.findIndex(({ id }) => id === upload.id);
  if (index >= 0) uploads.splice(index, 1);
}

/** By XMLHttpRequest: fetch() tells nothing of how far a body is. */
function post(url: string, upload: Upload): Promise<Wish> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Content-Type', upload.file.type);
    request.upload.onprogress = ({ loaded, total }) => (upload.progress = total ? loaded / total : 0);
    request.onerror = () => fail(new TypeError('no answer'));
    request.onload = () => {
      const body: unknown = parse(request.responseText);
      if (request.status === 401) endSession();
      if (request.status === 200) done(body as Wish);
      else fail(Problem.from(request.status, body));
    };
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
