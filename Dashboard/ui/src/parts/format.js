const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
/** Time of day with milliseconds, `14:03:09.120`; with the day in front when that is not today. */
export function time(milliseconds) {
    const date = new Date(milliseconds);
    const fraction = String(Math.floor(milliseconds) % 1000).padStart(3, '0');
    return `${isToday(date) ? '' : `${day.format(date)} `}${clock.format(date)}.${fraction}`;
}
/** Time of day to the second, for things that people started. */
export function shortTime(text) {
    if (text === null)
        return '';
    const date = new Date(text);
    return `${isToday(date) ? '' : `${day.format(date)} `}${clock.format(date)}`;
}
/** `820 µs`, `3.42 ms`, `1.20 s`, `2 m 05 s`. */
export function duration(milliseconds) {
    if (milliseconds < 1)
        return `${Math.round(milliseconds * 1000)} µs`;
    if (milliseconds < 10)
        return `${milliseconds.toFixed(2)} ms`;
    if (milliseconds < 1000)
        return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`;
    if (milliseconds < 60_000)
        return `${(milliseconds / 1000).toFixed(2)} s`;
    const seconds = Math.round(milliseconds / 1000);
    return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}
/** A stretch of time, roughly: `4 s`, `12 min`, `3 h 20 min`. */
export function span(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 1)
        return 'under 1 s';
    if (seconds < 90)
        return `${seconds} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60)
        return `${minutes} min`;
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return hours >= 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
/** How long ago, roughly: `4 s`, `12 min`, `3 h`. */
export function age(text, now) {
    if (text === null)
        return '';
    const seconds = Math.max(0, Math.round((now - Date.parse(text)) / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min`;
    if (seconds < 86_400)
        return `${Math.floor(seconds / 3600)} h`;
    return `${Math.floor(seconds / 86_400)} d`;
}
export function count(value) {
    return value.toLocaleString('en');
}
function isToday(date) {
    return date.toDateString() === new Date().toDateString();
}
