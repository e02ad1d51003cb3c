import { shallowReactive, shallowRef } from 'vue';
import { Problem } from '../api/problem';
import { currentAction, within, type Action } from '../telemetry/trace';
import { subjectsOf, type Change } from './change';

/**
 * held:    can still be undone, is sent by {@link Outbox.release};
 * waiting: is sent as soon as it is its turn, again and again while the server is away (then `problem` says so);
 * refused: the server said no; kept until the user retries or discards it.
 */
export interface Entry {
  readonly change: Change;
  readonly state: 'held' | 'waiting' | 'sending' | 'refused';
  readonly problem?: Problem | undefined;
}

/** Sends one change and takes its result into the page's data. Answers with the id that the server gave to something new. */
export type Deliver = (change: Change, leaving: boolean) => Promise<string | void>;

const Key = 'belfry.changes';
const FirstRetryMilliseconds = 1_000;
const LastRetryMilliseconds = 30_000;
/** Bounds memory and session storage when the server stays away; the page says so and takes no more. */
const MaxEntries = 500;

/**
 * Every change that the server has not confirmed, oldest first. The page shows the server's data with these applied, so it is always
 * clear what is saved and what is not. Kept in session storage: a reload loses nothing, and two windows never send the same change.
 */
export class Outbox {
  readonly entries = shallowReactive<Entry[]>([]);
  /** A change was not taken, because too many wait already. */
  readonly full = shallowRef(false);
  private readonly actions = new WeakMap<Change, Action>();
  private busy = false;
  private sending = Promise.resolve();
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly deliver: Deliver,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
  ) {}

  /** Takes up what an earlier load of this page left behind. What was held is sent now: its undo time is over. */
  resume(): void {
    try {
      for (const change of JSON.parse(this.storage.getItem(Key) ?? '[]') as Change[]) this.entries.push({ change, state: 'waiting' });
    } catch {
      // Unreadable leftovers of another version hold nothing we could send.
    }
    void this.send();
  }

  /** False when it was not taken: {@link full}. */
  put(change: Change, undo: 'hold' | 'none' = 'none'): boolean {
    const action = currentAction();
    if (action) this.actions.set(change, action);
    const unsent = this.entries.find((entry) => share(entry.change, change) && entry.state !== 'sending');
    const merged = unsent && mergeEdit(unsent.change, change);
    if (unsent && merged) this.replace(unsent, { change: merged, state: 'waiting' });
    else if (this.entries.length < MaxEntries) this.entries.push({ change, state: undo === 'hold' ? 'held' : 'waiting' });
    else return !(this.full.value = true);
    this.save();
    void this.send();
    return true;
  }

  /**
   * Forgets a change: undo, or giving up on one that was refused. Later changes of something never added go too.
   * One that is being sent stays: the server may have it already, and its answer decides.
   */
  drop(entry: Entry): void {
    if (entry.state === 'sending' || !this.entries.includes(entry)) return;
    const orphans = entry.change.kind === 'add-wish' ? this.entries.filter((other) => share(other.change, entry.change)) : [entry];
    for (const orphan of orphans) this.remove(orphan);
    this.save();
    void this.send();
  }

  /** Gives up everything: it is of a person who is here no more. */
  forget(): void {
    clearTimeout(this.timer);
    this.entries.splice(0);
  }

  /** Sends again at once what was refused or waits for the server. Who was told that another wrote meanwhile has decided. */
  retry(entry: Entry): void {
    const change = entry.problem?.status === 412 ? decided(entry.change) : entry.change;
    const action = currentAction();
    if (action) this.actions.set(change, action);
    if (entry.state === 'refused') this.replace(entry, { change, state: 'waiting' });
    this.save();
    void this.send();
  }

  /** Ends the time for undo. `leaving` sends so that the browser finishes it after the page is gone. */
  release(leaving = false): void {
    for (const entry of this.entries.filter(({ state }) => state === 'held')) {
      if (leaving) void this.deliver(entry.change, true).catch(() => undefined);
      else this.replace(entry, { change: entry.change, state: 'waiting' });
    }
    if (!leaving) void this.send();
  }

  /** Sends everything, also what could still be undone. True when the server has it all. */
  async finish(): Promise<boolean> {
    this.release();
    await this.sending;
    return this.entries.length === 0;
  }

  /** Sends everything whose turn it is, one at a time. */
  send(): Promise<void> {
    if (!this.busy) this.sending = this.sendAll();
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    this.busy = true;
    clearTimeout(this.timer);
    try {
      for (let next = this.next(); next; next = this.next()) {
        if (!(await this.attempt(next))) return;
      }
    } finally {
      this.busy = false;
    }
  }

  private next(): Entry | undefined {
    return this.entries.find(
      (entry, index) =>
        entry.state === 'waiting' &&
        !this.entries.slice(0, index).some((earlier) => share(earlier.change, entry.change)),
    );
  }

  /** False when the server is away: the rest has to wait too. */
  private async attempt(waiting: Entry): Promise<boolean> {
    const entry = this.replace(waiting, { ...waiting, state: 'sending' });
    try {
      const id = await within(this.actions.get(entry.change), () => this.deliver(entry.change, false));
      this.failures = 0;
      this.remove(entry);
      if (id) this.rename(subjectsOf(entry.change)[0]!, id);
      this.save();
      return true;
    } catch (error) {
      const problem = Problem.of(error);
      this.replace(entry, { change: entry.change, state: problem.passing ? 'waiting' : 'refused', problem });
      if (!problem.passing) return true;
      const delay = Math.min(FirstRetryMilliseconds * 2 ** this.failures++, LastRetryMilliseconds);
      this.timer = setTimeout(() => void this.send(), delay);
      return false;
    }
  }

  /** Points later changes of something new at the id that the server gave it. */
  private rename(from: string, to: string): void {
    for (const entry of this.entries.filter(({ change }) => subjectsOf(change).includes(from))) {
      const { change } = entry;
      const renamed = 'wishIds' in change ? { ...change, wishIds: change.wishIds.map((id) => (id === from ? to : id)) } : { ...change, wishId: to };
      this.replace(entry, { ...entry, change: renamed as Change });
    }
  }

  private replace(entry: Entry, by: Entry): Entry {
    const index = this.entries.indexOf(entry);
    if (index >= 0) this.entries[index] = by;
    return by;
  }

  private remove(entry: Entry): void {
    const index = this.entries.indexOf(entry);
    if (index >= 0) this.entries.splice(index, 1);
    this.full.value = false;
  }

  private save(): void {
    try {
      this.storage.setItem(Key, JSON.stringify(this.entries.map(({ change }) => change)));
    } catch {
      // Without storage (full, or forbidden) changes live as long as the page; leaving it asks first.
    }
  }
}

/** The same edit, over whatever is there. */
function decided(change: Change): Change {
  if (!('was' in change)) return change;
  const { was: _, ...rest } = change;
  return rest;
}

function share(one: Change, other: Change): boolean {
  const subjects = subjectsOf(one);
  return subjectsOf(other).some((subject) => subjects.includes(subject));
}

/** An edit of something unsent becomes part of it, so that each field is sent once and as last written, over what it was before the first. */
function mergeEdit(unsent: Change, edit: Change): Change | undefined {
  if (edit.kind === 'edit-wish' && unsent.kind === 'add-wish') return { ...unsent, fields: { ...unsent.fields, ...edit.fields } };
  if (edit.kind === 'edit-wish' && unsent.kind === 'edit-wish') return { ...unsent, fields: { ...unsent.fields, ...edit.fields }, was: { ...edit.was, ...unsent.was } };
  if (edit.kind === 'edit-list' && unsent.kind === 'edit-list') return { ...unsent, fields: { ...unsent.fields, ...edit.fields }, was: { ...edit.was, ...unsent.was } };
  if (edit.kind === 'place-wish' && unsent.kind === 'place-wish') return edit;
  return undefined;
}
