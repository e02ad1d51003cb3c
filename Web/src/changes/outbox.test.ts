import { describe, expect, test, vi } from 'vitest';
import { Problem } from '../api/problem';
import type { Change } from './change';
import { Outbox, type Deliver } from './outbox';

const away = new Problem(0, 'The server does not answer', '');
const no = new Problem(400, 'Not valid', '', { name: 'Too long.' });
const fields = { name: 'Kettle', note: null, url: null, price: null, currency: null, quantity: 1, priority: 'normal', state: 'wanted' } as const;

const add = (wishId: string): Change => ({ kind: 'add-wish', listId: 'l', wishId, fields });
const edit = (wishId: string, name: string): Change => ({ kind: 'edit-wish', listId: 'l', wishId, fields: { ...fields, name } });
const remove = (wishId: string): Change => ({ kind: 'change-wishes', listId: 'l', wishIds: [wishId], name: 'Kettle', group: 'g', patch: { delete: true } });

/** A server whose answers the test decides: each change is answered by the next outcome, or taken when none is left. */
function start(...outcomes: (Problem | string)[]) {
  const sent: Change[] = [];
  const stored = new Map<string, string>();
  const deliver: Deliver = async (change) => {
    sent.push(change);
    const outcome = outcomes.shift();
    if (outcome instanceof Problem) throw outcome;
    return outcome;
  };
  const storage = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) };
  return { outbox: new Outbox(deliver, storage), sent, again: () => new Outbox(deliver, storage) };
}

/** Lets every promise that can settle do so. */
const settle = () => new Promise((done) => setTimeout(done));
const states = (outbox: Outbox) => outbox.entries.map(({ state }) => state);

describe('Outbox', () => {
  test('an edit over that of another window waits for a decision, which is to write over it', async () => {
    const { outbox, sent } = start(new Problem(412, 'Changed meanwhile', ''));
    outbox.put({ kind: 'edit-wish', listId: 'l', wishId: 'w', fields: { note: 'Mine' }, was: { note: 'Before' } });
    await settle();
    expect(states(outbox)).toEqual(['refused']);

    outbox.retry(outbox.entries[0]!);
    await settle();

    expect(sent.at(-1)).toEqual({ kind: 'edit-wish', listId: 'l', wishId: 'w', fields: { note: 'Mine' } });
    expect(outbox.entries).toEqual([]);
  });

  test('takes a bounded number of changes, says when it is full, and takes more when one is gone', async () => {
    const { outbox } = start(...Array.from({ length: 3 }, () => away));
    for (let i = 0; i < 500; i++) expect(outbox.put(edit(`${i}`, 'Pot'))).toBe(true);
    expect([outbox.put(edit('more', 'Pot')), outbox.put(edit('7', 'Bowl')), outbox.full.value, outbox.entries.length]).toEqual([false, true, true, 500]);
    await settle();
    outbox.drop(outbox.entries[0]!);
    expect([outbox.full.value, outbox.put(edit('more', 'Pot'))]).toEqual([false, true]);
    outbox.forget();
  });

  test('what the server took is gone from it', async () => {
    const { outbox, sent } = start();
    outbox.put(edit('1', 'Pot'));
    await settle();
    expect(sent).toEqual([edit('1', 'Pot')]);
    expect(outbox.entries).toEqual([]);
  });

  test('edits made before the wish has its real id are sent to the real one', async () => {
    const { outbox, sent } = start('real');
    outbox.put(add('new-1'));
    outbox.put(edit('new-1', 'Pot'));
    await settle();
    expect(sent).toEqual([add('new-1'), edit('real', 'Pot')]);
  });

  test('while the server is away everything waits, in order, and says why', async () => {
    vi.useFakeTimers();
    const { outbox, sent } = start(away);
    outbox.put(edit('1', 'Pot'));
    outbox.put(edit('2', 'Pan'));
    await vi.advanceTimersByTimeAsync(0);
    expect(states(outbox)).toEqual(['waiting', 'waiting']);
    expect(outbox.entries[0]?.problem).toBe(away);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.map((change) => 'wishId' in change && change.wishId)).toEqual(['1', '1', '2']);
    expect(outbox.entries).toEqual([]);
    vi.useRealTimers();
  });

  test('what was refused is kept with the reason and holds back only its own wish', async () => {
    const { outbox, sent } = start(no);
    outbox.put(edit('1', 'Pot'));
    outbox.put(edit('2', 'Pan'));
    outbox.put(remove('1'));
    await settle();
    expect(sent).toEqual([edit('1', 'Pot'), edit('2', 'Pan')]);
    expect(states(outbox)).toEqual(['refused', 'waiting']);
    expect(outbox.entries[0]?.problem?.fields).toEqual({ name: 'Too long.' });
  });

  test('editing what was refused sends the new words in its place', async () => {
    const { outbox, sent } = start(no);
    outbox.put(add('new-1'));
    await settle();
    outbox.put(edit('new-1', 'Pot'));
    await settle();
    expect(sent).toEqual([add('new-1'), { ...add('new-1'), fields: { ...fields, name: 'Pot' } }]);
    expect(outbox.entries).toEqual([]);
  });

  test('a held removal is sent on release, and never after undo', async () => {
    const { outbox, sent } = start();
    outbox.put(remove('1'), 'hold');
    outbox.put(remove('2'), 'hold');
    outbox.drop(outbox.entries[0]!);
    await settle();
    expect(sent).toEqual([]);
    outbox.release();
    await settle();
    expect(sent).toEqual([remove('2')]);
  });

  test('giving up on a new wish also forgets what was to follow', async () => {
    const { outbox } = start(no);
    outbox.put(add('new-1'));
    await settle();
    outbox.put(remove('new-1'), 'hold');
    outbox.drop(outbox.entries[0]!);
    expect(outbox.entries).toEqual([]);
  });

  test('what is being sent cannot be given up, and another unsaved change outlives its answer', async () => {
    const answers: ((outcome: Problem | undefined) => void)[] = [];
    const outbox = new Outbox(
      () => new Promise((took, refused) => answers.push((outcome) => (outcome ? refused(outcome) : took()))),
      { getItem: () => null, setItem: () => undefined },
    );
    const answerNext = async (outcome?: Problem) => {
      answers.shift()!(outcome);
      await settle();
    };
    outbox.put(edit('1', 'Pot'));
    outbox.put(edit('2', 'Pan'));
    await answerNext(no);
    await answerNext(no);
    const refused = outbox.entries[0]!;
    outbox.retry(refused);
    outbox.drop(refused);
    outbox.drop(outbox.entries[0]!);
    expect(states(outbox)).toEqual(['sending', 'refused']);
    await answerNext();
    expect(outbox.entries.map(({ change }) => change)).toEqual([edit('2', 'Pan')]);
  });

  test('a reloaded page sends what the earlier one could not', async () => {
    const { outbox, sent, again } = start(no);
    outbox.put(edit('1', 'Pot'));
    await settle();
    const reloaded = again();
    reloaded.resume();
    await settle();
    expect(sent).toEqual([edit('1', 'Pot'), edit('1', 'Pot')]);
    expect(reloaded.entries).toEqual([]);
  });
});
