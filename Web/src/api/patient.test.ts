import { afterAll, expect, test, vi } from 'vitest';
import { patient } from './patient';

vi.useFakeTimers();
afterAll(() => vi.useRealTimers());

test('what a broken connection lost once comes when asked again', async () => {
  const ask = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new TypeError('network changed')).mockResolvedValue('lists');

  const answer = patient(ask);
  await vi.runAllTimersAsync();

  expect(await answer).toBe('lists');
  expect(ask).toHaveBeenCalledTimes(2);
});

test('who was silent for as long as one waits is not asked again', async () => {
  const ask = vi.fn<() => Promise<string>>().mockRejectedValue(new DOMException('', 'TimeoutError'));

  const fault = expect(patient(ask)).rejects.toThrow();
  await vi.runAllTimersAsync();

  await fault;
  expect(ask).toHaveBeenCalledTimes(1);
});

test('what stays away is said at last', async () => {
  const ask = vi.fn<() => Promise<string>>().mockRejectedValue(new TypeError('no network'));

  const fault = expect(patient(ask)).rejects.toThrow('no network');
  await vi.runAllTimersAsync();

  await fault;
  expect(ask).toHaveBeenCalledTimes(4);
});
