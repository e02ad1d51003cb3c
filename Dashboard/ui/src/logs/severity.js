/** OTLP counts four steps to each level. */
export const levels = [
    { name: 'Trace', short: 'trc', min: 1, tone: 'quiet' },
    { name: 'Debug', short: 'dbg', min: 5, tone: 'quiet' },
    { name: 'Information', short: 'inf', min: 9, tone: 'info' },
    { name: 'Warning', short: 'wrn', min: 13, tone: 'warn' },
    { name: 'Error', short: 'err', min: 17, tone: 'bad' },
    { name: 'Critical', short: 'crt', min: 21, tone: 'bad' },
];
const unknown = { name: 'Unset', short: '–', min: 0, tone: 'quiet' };
export function levelOf(severity) {
    return levels.findLast((level) => severity >= level.min) ?? unknown;
}
