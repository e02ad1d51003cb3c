import { onScopeDispose, ref, type Ref } from 'vue'

/** The time, once a second, for as long as the component lives. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
