import { onScopeDispose, ref } from 'vue';
import { ApiError } from './client';
/** False while the stream to the dashboard is down; the browser dials again by itself. */
export const online = ref(true);
const listeners = new Map();
let source = null;
function open() {
    source = new EventSource('/api/live');
    source.onopen = () => {
        if (!online.value)
            for (const set of listeners.values())
                for (const listener of set)
                    listener();
        online.value = true;
    };
    source.onerror = () => {
        online.value = false;
        // A refused connection (signed out, too many pages) is final for the browser; ask again, more slowly than it would.
        if (source?.readyState === EventSource.CLOSED)
            setTimeout(open, 3000);
    };
    source.onmessage = (event) => {
        for (const topic of event.data.split(', '))
            listeners.get(topic)?.forEach((listener) => listener());
    };
}
/**
 * Calls `load` now and whenever something of the topic changed, one call at a time: what happens during a call is
 * covered by exactly one more. Ends with the component. Returns a function that asks for a call.
 */
export function useLive(topic, load) {
    if (source === null)
        open();
    let busy = false;
    let again = false;
    const request = async () => {
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        try {
            await load();
        }
        catch (fault) {
            // No answer at all: the shell says so, and what is shown stays until the dashboard is back.
            if (!(fault instanceof ApiError) || fault.status !== 0)
                throw fault;
            setTimeout(() => ended || void request(), 1000);
        }
        finally {
            busy = false;
            if (again) {
                again = false;
                void request();
            }
        }
    };
    const set = listeners.get(topic) ?? new Set();
    listeners.set(topic, set);
    set.add(request);
    let ended = false;
    onScopeDispose(() => {
        ended = true;
        set.delete(request);
    });
    void request();
    return request;
}
