import { onScopeDispose } from 'vue';
/** Calls a handler when its key is pressed outside any text field. Sequences are written with a space: `g l`. */
export function useShortcuts(shortcuts) {
    let first = '';
    const onKey = (event) => {
        const target = event.target;
        if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, [contenteditable], dialog'))
            return;
        const handler = shortcuts[`${first} ${event.key}`] ?? shortcuts[event.key];
        first = event.key;
        setTimeout(() => (first = ''), 900);
        if (handler) {
            event.preventDefault();
            handler();
        }
    };
    window.addEventListener('keydown', onKey);
    onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
