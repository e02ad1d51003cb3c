import { computed, onUnmounted, ref, watch, type Ref } from 'vue';

const FirstRows = 20;
const MoreRows = 8;

/** How many rows of a long list are drawn so far: those one sees at once, the rest between frames, so that the page answers meanwhile. */
export function useGrowing(total: () => number): Readonly<Ref<number>> {
  const drawn = ref(FirstRows);
  let timer: number | undefined;

  function grow(): void {
    timer = undefined;
    if (drawn.value >= total()) return;
    drawn.value += MoreRows;
    timer = window.setTimeout(() => requestAnimationFrame(grow));
  }

  watch(total, () => (timer ??= window.setTimeout(grow)), { immediate: true });
  onUnmounted(() => window.clearTimeout(timer));
  return computed(() => Math.min(drawn.value, total()));
}
