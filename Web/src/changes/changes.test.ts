import { afterAll, expect, test, vi } from 'vitest';
import type { Upload } from '../pictures/pictures';

const listeners = new Map<string, (event: Event) => void>();
vi.stubGlobal('location', { origin: 'http://localhost' });
vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('addEventListener', (name: string, listener: (event: Event) => void) => listeners.set(name, listener));
afterAll(() => vi.unstubAllGlobals());

const { uploads } = await import('../pictures/pictures');
const { startSending } = await import('./changes');

test('leaving asks first while a picture is under way or did not arrive', () => {
  startSending();
  const leave = (): boolean => {
    const event = new Event('beforeunload', { cancelable: true });
    listeners.get('beforeunload')!(event);
    return !event.defaultPrevented;
  };
  expect(leave()).toBe(true);

  uploads.push({ id: 'u', file: new File(['x'], 'kettle.png') } as Upload);
  expect(leave()).toBe(false);

  uploads.splice(0);
  expect(leave()).toBe(true);
});
