/** True for a text that is a JSON object or list with something in it; other JSON reads well as it is. */
export function isJson(text) {
    if (!/^\s*[[{]/.test(text))
        return false;
    try {
        return Object.keys(JSON.parse(text)).length > 0;
    }
    catch {
        return false;
    }
}
