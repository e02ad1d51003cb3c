import { ref, watchEffect } from 'vue';
const Key = 'belfry-theme';
export const theme = ref(localStorage.getItem(Key) ?? 'system');
watchEffect(() => {
    if (theme.value === 'system') {
        document.documentElement.removeAttribute('data-theme');
        localStorage.removeItem(Key);
    }
    else {
        document.documentElement.setAttribute('data-theme', theme.value);
        localStorage.setItem(Key, theme.value);
    }
});
export function nextTheme() {
    theme.value = theme.value === 'system' ? 'dark' : theme.value === 'dark' ? 'light' : 'system';
}
