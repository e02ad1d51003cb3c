/** One word and one tone for what a resource is doing, its health included: running and unhealthy is not well. */
export function standing(resource) {
    if (resource.state === 'Running' && resource.health !== null) {
        if (resource.health === 'Healthy')
            return { tone: 'good', text: 'Running' };
        return { tone: resource.health === 'Degraded' ? 'warn' : 'bad', text: `Running, ${resource.health.toLowerCase()}` };
    }
    if (resource.state === 'ValueMissing')
        return { tone: 'warn', text: 'Value missing' };
    const tone = { success: 'good', info: 'info', warning: 'warn', error: 'bad' }[resource.stateStyle ?? ''] ?? byState(resource);
    return { tone, text: spaced(resource.state) + (resource.exitCode !== null && resource.exitCode !== 0 ? ` (exit code ${resource.exitCode})` : '') };
}
function byState(resource) {
    switch (resource.state) {
        case 'Running':
            return 'good';
        case 'Starting':
        case 'Waiting':
        case 'Stopping':
            return 'info';
        case 'FailedToStart':
        case 'RuntimeUnhealthy':
            return 'bad';
        case 'Exited':
        case 'Finished':
            return resource.exitCode ? 'bad' : 'quiet';
        default:
            return 'quiet';
    }
}
/** `FailedToStart` reads `Failed to start`. */
function spaced(state) {
    return state.replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
