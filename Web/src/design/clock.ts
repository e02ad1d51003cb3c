import { ref } from 'vue';

/** The time for relative words ("2 minutes ago"), moved on every five seconds while the page can be seen. */
export const clock = ref(Date.now());

setInterval(() => {
  if (document.visibilityState === 'visible') clock.value = Date.now();
}, 5_000);
