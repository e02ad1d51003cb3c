import { ref } from 'vue';
/** What commands came to, newest last; good news leaves by itself, a failure stays until it is closed. At most four. */
export const outcomes = ref([]);
let next = 1;
export function announce(success, subject, message) {
    const outcome = { id: next++, success, subject, message };
    outcomes.value = [...outcomes.value.slice(-3), outcome];
    if (success)
        setTimeout(() => dismiss(outcome.id), 5000);
}
export function dismiss(id) {
    outcomes.value = outcomes.value.filter((outcome) => outcome.id !== id);
}
