import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
/** Filters that live in the address, so that a link shows what its sender saw. Empty ones are left out. */
export function useQuery() {
    const route = useRoute();
    const router = useRouter();
    // Several filters may change in one tick; each replace must start from the one before, not from the route still shown.
    let pending = null;
    function set(name, value) {
        const base = pending ?? route.query;
        pending = { ...base, [name]: value.length > 0 ? value : undefined, show: undefined };
        void router.replace({ query: pending }).then(() => (pending = null));
    }
    return {
        /** Yes or no; what differs from the usual is written as `1` or `0`. */
        flag: (name, usual = false) => computed({ get: () => (route.query[name] === undefined ? usual : route.query[name] === '1'), set: (value) => set(name, value === usual ? '' : value ? '1' : '0') }),
        text: (name) => computed({ get: () => (typeof route.query[name] === 'string' ? route.query[name] : ''), set: (value) => set(name, value) }),
        list: (name) => computed({
            get: () => [route.query[name] ?? []].flat().filter((item) => item !== null),
            set: (value) => set(name, value),
        }),
    };
}
