import { nextTick, ref, type Ref, type ShallowRef } from 'vue';

/** A modal dialog whose content exists only while it is open: `opened`, set back by the dialog's own `close`. */
export function useDialog(dialog: Readonly<ShallowRef<HTMLDialogElement | null>>): { opened: Ref<boolean>; open: () => Promise<void> } {
  const opened = ref(false);

  async function open(): Promise<void> {
    opened.value = true;
    await nextTick();
    dialog.value?.showModal();
  }

  return { opened, open };
}
