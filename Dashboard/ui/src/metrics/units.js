import { duration } from '../parts/format';
/** A number in the instrument's unit (UCUM: `s`, `ms`, `By`, `{request}`), short enough for an axis. */
export function inUnit(value, unit) {
    if (unit === 's')
        return value === 0 ? '0' : duration(value * 1000);
    if (unit === 'ms')
        return value === 0 ? '0' : duration(value);
    if (unit === 'By')
        return bytes(value);
    if (unit === '%')
        return value === 0 ? '0 %' : value < 0.1 ? '< 0.1 %' : `${short(Number(value.toPrecision(2)))} %`;
    if (unit === '1/s')
        return value === 0 ? '0 /s' : value < 0.01 ? '< 0.01 /s' : `${short(Number(value.toPrecision(2)))} /s`;
    return `${short(value)}${unit === '' || unit.startsWith('{') || unit === '1' ? '' : ` ${unit}`}`;
}
/** What the numbers of a counter are: `requests per second`. */
export function unitName(unit, kind) {
    const name = { s: 'seconds', ms: 'milliseconds', By: 'bytes', '1': '', '': '' }[unit] ?? unit.replace(/[{}]/g, '');
    return kind === 'Counter' ? `${name || 'count'} per second` : name;
}
function bytes(value) {
    const steps = ['B', 'KB', 'MB', 'GB', 'TB'];
    let step = 0;
    while (Math.abs(value) >= 1024 && step < steps.length - 1) {
        value /= 1024;
        step++;
    }
    return `${short(value)} ${steps[step]}`;
}
function short(value) {
    return Math.abs(value) >= 1000 ? Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value) : String(Number(value.toPrecision(3)));
}
