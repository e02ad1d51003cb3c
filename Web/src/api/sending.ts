import { ref, type Ref } from 'vue';
import { Problem } from './problem';

/** A form on its way: sent once however often it is asked for, with the words of what went wrong. */
export function useSending(): { busy: Ref<boolean>; fault: Ref<string>; send: (work: () => Promise<void>) => Promise<void> } {
  const busy = ref(false);
  const fault = ref('');

  async function send(work: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    fault.value = '';
    try {
      await work();
    } catch (error) {
      fault.value = Problem.of(error).words;
    } finally {
      busy.value = false;
    }
  }

  return { busy, fault, send };
}
