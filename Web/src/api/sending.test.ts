import { expect, it } from 'vitest';
import { Problem } from './problem';
import { useSending } from './sending';

it('sends once however often it is asked for', async () => {
  const { busy, send } = useSending();
  let sent = 0;
  let answer = (): void => undefined;
  const work = (): Promise<void> => new Promise((resolve) => { sent++; answer = resolve; });

  const first = send(work);
  await send(work);

  expect([sent, busy.value]).toEqual([1, true]);
  answer();
  await first;
  expect(busy.value).toBe(false);
});

it('tells what is wrong with the fields, else with the whole, until it is sent again', async () => {
  const { fault, send } = useSending();

  await send(() => Promise.reject(new Problem(400, 'No', 'Not so.', { name: 'Too long.' })));
  expect(fault.value).toBe('Too long.');
  await send(() => Promise.reject(new Problem(409, 'No', 'Not so.')));
  expect(fault.value).toBe('No. Not so.');
  await send(() => Promise.resolve());
  expect(fault.value).toBe('');
});
