import { onScopeDispose, ref } from 'vue';
/** The time, once a second, for as long as the component lives. */
export function useNow() {
    const now = ref(Date.now());
    const timer = setInterval(() => (now.value = Date.now()), 1000);
    onScopeDispose(() => clearInterval(timer));
    return now;
}
