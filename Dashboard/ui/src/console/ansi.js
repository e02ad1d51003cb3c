const Plain = { bold: false, dim: false, underline: false, colour: '', ground: '' };
const Colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const Escape = /\u001b\[([0-9;]*)m|\u001b(?:\[[0-9;?]*[A-Za-ln-z]|\][^\u0007]*(?:\u0007|\u001b\\)|[()][A-Z0-9])/g;
/** Splits a console line at its colour codes (SGR); other escape sequences are dropped. */
export function parseAnsi(line) {
    if (!line.includes('\u001b'))
        return [{ text: line, classes: '' }];
    const runs = [];
    const style = { ...Plain };
    let position = 0;
    for (const match of line.matchAll(Escape)) {
        push(runs, line.slice(position, match.index), style);
        position = match.index + match[0].length;
        if (match[1] !== undefined)
            apply(match[1], style);
    }
    push(runs, line.slice(position), style);
    return runs;
}
/** The line without any escape sequence, for searching and downloading. */
export function stripAnsi(line) {
    return line.includes('\u001b') ? line.replace(Escape, '') : line;
}
function push(runs, text, style) {
    if (text === '')
        return;
    runs.push({ text, classes: [style.colour, style.ground, style.bold && 'bold', style.dim && 'dim', style.underline && 'underline'].filter(Boolean).join(' ') });
}
function apply(codes, style) {
    const numbers = codes === '' ? [0] : codes.split(';').map(Number);
    for (let i = 0; i < numbers.length; i++) {
        const code = numbers[i];
        if (code === 0)
            Object.assign(style, Plain);
        else if (code === 1)
            style.bold = true;
        else if (code === 2)
            style.dim = true;
        else if (code === 22)
            Object.assign(style, { bold: false, dim: false });
        else if (code >= 30 && code <= 37)
            style.colour = Colours[code - 30];
        else if (code >= 90 && code <= 97)
            style.colour = Colours[code - 90];
        else if (code === 39)
            style.colour = '';
        else if (code === 4 || code === 24)
            style.underline = code === 4;
        else if (code >= 40 && code <= 47)
            style.ground = `on-${Colours[code - 40]}`;
        else if (code >= 100 && code <= 107)
            style.ground = `on-${Colours[code - 100]}`;
        else if (code === 49)
            style.ground = '';
        else if (code === 48)
            i += numbers[i + 1] === 5 ? 2 : 4;
        else if (code === 38 && numbers[i + 1] === 5) {
            const index = numbers[i + 2] ?? 7;
            style.colour = index < 16 ? Colours[index % 8] : '';
            i += 2;
        }
        else if (code === 38 && numbers[i + 1] === 2)
            i += 4;
    }
}
