import { ref } from 'vue';
import { ApiError, post } from '../api/client';
import { announce } from './outcome';
/** The command whose dialog is open; one dialog serves every place that has a command's button. */
export const asked = ref(null);
/** Commands under way, as `resource command`. */
export const running = ref(new Set());
export function keyOf({ resource, command }) {
    return `${resource.name} ${command.name}`;
}
export function titleOf({ resource, command }) {
    return `${command.displayName} ${resource.displayName ?? resource.name}`;
}
/** Runs a command at once, or opens the dialog when it has a question or wants values. */
export function press(what) {
    if (what.command.confirmation === null && !what.command.inputs?.length)
        void run(what);
    else
        asked.value = what;
}
/** Returns what is wrong with which value, or under the empty name with the whole command when it was given values; an empty object when there is nothing to correct. */
export async function run(what, values) {
    running.value = new Set([...running.value, keyOf(what)]);
    const path = `/api/resources/${encodeURIComponent(what.resource.name)}/commands/${encodeURIComponent(what.command.name)}`;
    try {
        const outcome = await post(path, values && { arguments: values });
        if (!outcome.success && values)
            return { '': [outcome.message ?? 'The command failed.'] };
        announce(outcome.success, titleOf(what), outcome.message);
    }
    catch (fault) {
        if (fault instanceof ApiError && Object.keys(fault.errors).length > 0)
            return fault.errors;
        const message = fault instanceof ApiError ? fault.message : String(fault);
        if (values)
            return { '': [message] };
        announce(false, titleOf(what), message);
    }
    finally {
        running.value = new Set([...running.value].filter((key) => key !== keyOf(what)));
    }
    return {};
}
