import { say } from '../words';

export const PictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const MaxBytes = 10 * 1024 * 1024;

/** Why a file cannot become a picture, in plain words; empty when it can. The server looks at its content as well. */
export function faultOf({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): string {
  if (!PictureTypes.includes(type)) return say('pictureType', { name });
  if (size > MaxBytes) return say('pictureSize', { name, megabytes: Math.ceil(size / 1024 / 1024) });
  if (size === 0) return say('pictureEmpty', { name });
  return '';
}
